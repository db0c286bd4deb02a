using Boop.Grains.Directory;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>One vendor and one scanner are known, each with one key.</summary>
internal sealed class FakeCredentials : ICredentialCheck
{
    public const string Vendor = "ven_abc123";
    public const string Scanner = "scn_1";
    public const string Key = "sk_live_xyz789";
    public const string ScannerKey = "sk_scan_1";

    /// <summary>Answers a check in place of the usual answer.</summary>
    public Func<CancellationToken, Task<CredentialAnswer>>? OnCheck { get; set; }

    public ValueTask<CredentialAnswer> CheckVendorAsync(string vendorId, string apiKey, CancellationToken cancellationToken) =>
        CheckAsync(vendorId == Vendor && apiKey == Key, cancellationToken);

    public ValueTask<CredentialAnswer> CheckScannerAsync(string scannerId, string scannerKey, CancellationToken cancellationToken) =>
        CheckAsync(scannerId == Scanner && scannerKey == ScannerKey, cancellationToken);

    private async ValueTask<CredentialAnswer> CheckAsync(bool isKnown, CancellationToken cancellationToken)
    {
        if (OnCheck is not null)
            return await OnCheck(cancellationToken);
        return isKnown ? CredentialAnswer.Accepted : CredentialAnswer.Refused;
    }
}
