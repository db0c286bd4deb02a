namespace Boop.Grains.Directory;

/// <summary>Checks credentials against the cached directory, without touching any grain.</summary>
public interface ICredentialCheck
{
    ValueTask<CredentialAnswer> CheckVendorAsync(string vendorId, string apiKey, CancellationToken cancellationToken);

    ValueTask<CredentialAnswer> CheckScannerAsync(string scannerId, string scannerKey, CancellationToken cancellationToken);
}
