using System.Net.WebSockets;

namespace Boop.Gateway.Sockets;

/// <summary>The exceptions by which a dead or aborted wire shows itself. They are no fault of ours.</summary>
internal static class WireFaults
{
    public static bool Includes(Exception fault) =>
        fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
