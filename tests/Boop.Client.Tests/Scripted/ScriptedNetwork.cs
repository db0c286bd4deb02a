using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Boop.Client.Tests.Scripted;

/// <summary>The far end of the socket, played by a test: real WebSocket frames over loopback, without the upgrade.</summary>
internal sealed class ScriptedNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<ScriptedConnection> _connections = Channel.CreateUnbounded<ScriptedConnection>();
    private readonly List<ScriptedConnection> _all = [];
    private int _attempts;
    private int _failures;

    internal ScriptedNetwork() => _listener.Start();

    /// <summary>How often a client tried to connect.</summary>
    internal int Attempts => Volatile.Read(ref _attempts);

    internal void FailNext(int attempts) => Volatile.Write(ref _failures, attempts);

    /// <summary>Is to a client what opens its sockets.</summary>
    internal async Task<WebSocket> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new WebSocketException("refused by the script");
        }

        var near = new TcpClient { NoDelay = true };
        Task<TcpClient> accepting = _listener.AcceptTcpClientAsync(cancellationToken).AsTask();
        await near.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, cancellationToken);
        TcpClient far = await accepting;
        far.NoDelay = true;
        var connection = new ScriptedConnection(
            WebSocket.CreateFromStream(far.GetStream(), new WebSocketCreationOptions { IsServer = true }), url);
        lock (_all)
        {
            _all.Add(connection);
        }

        _connections.Writer.TryWrite(connection);
        return WebSocket.CreateFromStream(near.GetStream(), new WebSocketCreationOptions { IsServer = false });
    }

    /// <summary>The next connection that a client makes.</summary>
    internal Task<ScriptedConnection> AcceptAsync() => Cap.Of(_connections.Reader.ReadAsync().AsTask(), "another connection");

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_all)
        {
            _all.ForEach(static connection => connection.Abort());
        }

        return ValueTask.CompletedTask;
    }
}
