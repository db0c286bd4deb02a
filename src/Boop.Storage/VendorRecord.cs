using Boop.Contexts;

namespace Boop.Storage;

/// <summary>A vendor as the operator set it up.</summary>
public sealed record VendorRecord(VendorId Id, string Name, string Currency)
{
    /// <summary>What the vendor may ask for at all (G6).</summary>
    public AttributeNames Allowed { get; init; } = AttributeNames.None;

    /// <summary>Payments may be offered to any of its scanners.</summary>
    public bool PoolsScanners { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>Keyed hashes of its live API keys.</summary>
    public IReadOnlyList<byte[]> KeyHashes { get; init; } = [];

    public override string ToString() => $"{nameof(VendorRecord)} {{ {nameof(Id)} = {Id} }}";
}
