using System.Net.WebSockets;

namespace Boop.Client.Testing;

/// <summary>Where clients come in: lets each attempt succeed, fail or hang, and keeps every connection that came about. The network's gate guards it.</summary>
internal sealed class NetworkDoor(
    Lock gate, BoopTestClock clock, BoopTestFaults faults, FrameLog log, SessionSlot slot, Action<Action> locked)
{
    private bool _isClosed;

    internal SessionSlot Slot => slot;

    internal List<VendorConnection> Connections { get; } = [];

    internal int Attempts { get; private set; }

    internal Task<WebSocket> ConnectAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Attempts++;
            (ConnectFault fault, int status) = faults.NextConnect();
            return fault switch
            {
                ConnectFault.Hangs => HangAsync(cancellationToken),
                ConnectFault.UpgradeRefused => Task.FromException<WebSocket>(new WebSocketException(
                    WebSocketError.NotAWebSocket, $"The network answered with HTTP status {status} in place of 101.")),
                ConnectFault.Refused => Task.FromException<WebSocket>(new WebSocketException("The network refused the connection.")),
                _ when _isClosed => Task.FromException<WebSocket>(new WebSocketException("The network is disposed.")),
                _ => Task.FromResult(WebSocket.CreateFromStream(
                    OpenWire(), new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero })),
            };
        }
    }

    internal Stream OpenWire()
    {
        lock (gate)
        {
            var wire = new Wire(gate);
            Connections.Add(new VendorConnection(Connections.Count + 1, wire, clock, faults, log, slot, locked));
            return new VendorStream(wire);
        }
    }

    /// <summary>Breaks what is connected, and lets nobody in any more.</summary>
    internal void Close()
    {
        _isClosed = true;
        Connections.ForEach(static connection => connection.End());
    }

    private async Task<WebSocket> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
        throw new WebSocketException("The network never answered.");
    }
}
