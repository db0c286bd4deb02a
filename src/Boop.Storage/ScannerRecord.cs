using Boop.Contexts;

namespace Boop.Storage;

/// <summary>A scanner as the operator set it up.</summary>
public sealed record ScannerRecord(ScannerId Id, VendorId Vendor, TerminalId Terminal)
{
    /// <summary>Keyed hashes of its live keys.</summary>
    public IReadOnlyList<byte[]> KeyHashes { get; init; } = [];

    /// <summary>Consents given on its screen count, for the context at hand.</summary>
    public bool IsTrustedForConsent { get; init; }

    /// <summary>The capacity that it announced last; 1 before it ever did.</summary>
    public int Capacity { get; init; } = 1;

    public override string ToString() => $"{nameof(ScannerRecord)} {{ {nameof(Id)} = {Id} }}";
}
