using Boop.Grains.Directory;

namespace Boop.Gateway.Tests.Network;

/// <summary>The network's real check under the names of one world.</summary>
internal sealed class WorldCredentials(ICredentialCheck credentials, WorldNames names) : ICredentialCheck
{
    public ValueTask<CredentialAnswer> CheckVendorAsync(string vendorId, string apiKey, CancellationToken cancellationToken) =>
        credentials.CheckVendorAsync(names.InStore(vendorId), apiKey, cancellationToken);

    public ValueTask<CredentialAnswer> CheckScannerAsync(string scannerId, string scannerKey, CancellationToken cancellationToken) =>
        credentials.CheckScannerAsync(names.InStore(scannerId), scannerKey, cancellationToken);
}
