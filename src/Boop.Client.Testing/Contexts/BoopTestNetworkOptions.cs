namespace Boop.Client.Testing;

/// <summary>What a <see cref="BoopTestNetwork"/> knows of its one vendor. Immutable.</summary>
public sealed record BoopTestNetworkOptions
{
    /// <summary>The vendor's id. Default <c>ven_test</c>.</summary>
    public string VendorId { get; init; } = "ven_test";

    /// <summary>The vendor's key; any other one is refused. Default <c>sk_test_key</c>.</summary>
    public string ApiKey { get; init; } = "sk_test_key";

    /// <summary>The vendor's scanners. Default one, <c>till_1</c>, for one person at a time.</summary>
    public IReadOnlyList<BoopTestTerminal> Terminals { get; init; } = [new BoopTestTerminal("till_1")];

    /// <summary>Whether a payment need not name a terminal though there are several. Default false.</summary>
    public bool PoolsTerminals { get; init; }

    /// <summary>What time it is at first. Default the beginning of 2026, UTC.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Says which vendor, and leaves the key out.</summary>
    /// <returns>A text without secrets.</returns>
    public override string ToString() => $"{nameof(BoopTestNetworkOptions)} {{ {nameof(VendorId)} = {VendorId} }}";
}
