namespace Boop.Gateway.Sessions;

/// <summary>What the message limit says of a message.</summary>
internal enum MeterVerdict
{
    Within,

    /// <summary>Over the limit: refused, and counted all the same.</summary>
    Over,

    /// <summary>Over twice the limit: the socket ends.</summary>
    Flooding,
}
