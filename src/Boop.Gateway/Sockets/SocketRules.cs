using Boop.Protocol;

namespace Boop.Gateway.Sockets;

/// <summary>The numbers that bound a socket.</summary>
internal static class SocketRules
{
    public const int MaxMessageBytes = ProtocolLimits.MaxMessageBytes;

    /// <summary>
    /// Above everything that a client within twice its message limit can be owed, so that a full queue means a client that
    /// does not read and never one that merely asked much.
    /// </summary>
    public const int QueuedMessages = 4_096;

    /// <summary>Nothing taken for so long while there is something to send ends the socket.</summary>
    public static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a closing socket may take to write what is queued, and again to hear the peer's close.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
}
