namespace Boop.Client;

/// <summary>What became of an outcome that came.</summary>
internal enum Arrival
{
    /// <summary>A call takes it.</summary>
    Awaited,

    /// <summary>It waits to be read.</summary>
    Unclaimed,

    /// <summary>It was handed over before: acknowledge it again.</summary>
    HandedOverBefore,

    /// <summary>It is known and not yet handed over, or nobody can be handed anything any more.</summary>
    Dropped,

    /// <summary>Too many wait to be read: forgotten here, and sent again by the network.</summary>
    NoRoom,
}
