namespace Boop.Chaos.Servers;

/// <summary>What the store says at one moment. <paramref name="At"/> is before it was read: whatever was durable by then is in it.</summary>
internal sealed record StoreSnapshot(TimeSpan At, IReadOnlyDictionary<string, StoreRow> Rows, IReadOnlyDictionary<string, long> Epochs)
{
    public static readonly StoreSnapshot Empty = new(TimeSpan.Zero, new Dictionary<string, StoreRow>(), new Dictionary<string, long>());
}
