using Boop.Contexts;
using Boop.Storage;
using Boop.Trust;

namespace Boop.Grains.Directory;

/// <summary>
/// Checks keys against the cached hashes. Unknown names, wrong keys and suspended vendors take one path and as many hashes,
/// so that neither the answer nor its time tells them apart.
/// </summary>
internal sealed class CredentialCheck(DirectoryCache directory, ApiKeyHasher hasher) : ICredentialCheck
{
    public ValueTask<CredentialAnswer> CheckVendorAsync(string vendorId, string apiKey, CancellationToken cancellationToken)
    {
        VendorRecord? vendor = VendorId.TryParse(vendorId, out VendorId id) ? directory.FindVendor(id) : null;
        return Answer(apiKey, vendor?.KeyHashes, vendor is { IsSuspended: false });
    }

    public ValueTask<CredentialAnswer> CheckScannerAsync(string scannerId, string scannerKey, CancellationToken cancellationToken)
    {
        ScannerRecord? scanner = ScannerId.TryParse(scannerId, out ScannerId id) ? directory.FindScanner(id) : null;
        VendorRecord? vendor = scanner is null ? null : directory.FindVendor(scanner.Vendor);
        return Answer(scannerKey, scanner?.KeyHashes, vendor is { IsSuspended: false });
    }

    private ValueTask<CredentialAnswer> Answer(string key, IReadOnlyList<byte[]>? hashes, bool isActive)
    {
        bool isRight = hasher.Find(key, hashes ?? []) >= 0;
        if (isRight && isActive)
            return ValueTask.FromResult(CredentialAnswer.Accepted);
        // A store that cannot be read may hold the key that the cache does not know.
        return ValueTask.FromResult(directory.IsStale ? CredentialAnswer.Unavailable : CredentialAnswer.Refused);
    }
}
