namespace Boop.Chaos.Observations;

/// <summary>What is done to the network, its connections and its store.</summary>
internal enum FaultKind
{
    /// <summary>kill -9, and a new process.</summary>
    Kill,

    /// <summary>SIGTERM, and a new process.</summary>
    Stop,

    /// <summary>The store's write lock is held from outside for seconds.</summary>
    StoreLock,

    /// <summary>A connection is reset.</summary>
    Cut,

    /// <summary>No byte passes for seconds, and none is lost.</summary>
    Freeze,

    /// <summary>One direction is dead, or one end is gone and the other is not told.</summary>
    HalfOpen,

    /// <summary>Another connection of the same vendor authenticates.</summary>
    Takeover,

    /// <summary>A second owner claims a vendor in the store.</summary>
    SecondOwner,
}
