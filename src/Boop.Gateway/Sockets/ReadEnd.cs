namespace Boop.Gateway.Sockets;

/// <summary>Why nothing more is read.</summary>
internal enum ReadEnd
{
    /// <summary>The peer's close frame is here.</summary>
    Closed,

    /// <summary>The peer broke the framing; the WebSocket has sent its close frame and takes no further part.</summary>
    Broken,

    /// <summary>The wire is dead.</summary>
    Gone,
}
