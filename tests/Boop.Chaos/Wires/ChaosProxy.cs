using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Wires;

/// <summary>Stands between all clients and the server, whichever process that is now: each connection is a <see cref="ChaosLink"/>.</summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<ChaosLink, Task> _links = [];
    private readonly ObservationLog _log;
    private readonly Task _accepting;
    private volatile IPEndPoint? _server;
    private int _connections;

    public ChaosProxy(ObservationLog log)
    {
        _log = log;
        Open = new OpenContexts(log.Clock);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _accepting = AcceptAsync();
    }

    /// <summary>Where the server listens; null while there is none, and whoever comes is turned away.</summary>
    public IPEndPoint? Server
    {
        get => _server;
        set => _server = value;
    }

    /// <summary>Who has something open now.</summary>
    public OpenContexts Open { get; }

    public Uri VendorSocket => Socket("/ws/vendor");

    public Uri ScannerSocket => Socket("/ws/pvs");

    /// <summary>Connections that were let in and on which no fault is.</summary>
    public IReadOnlyList<ChaosLink> Sound => [.. _links.Keys.Where(link => link is { IsAdmitted: true, IsSound: true })];

    /// <summary>Resets everything.</summary>
    public void CutAll()
    {
        foreach (ChaosLink link in _links.Keys)
            link.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        CutAll();
        await Task.WhenAll(_links.Values);
    }

    private Uri Socket(string path) => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}{path}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                client.NoDelay = true;
                _ = ConnectAsync(client);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await server.ConnectAsync(_server ?? throw new SocketException((int)SocketError.ConnectionRefused));
        }
        catch (SocketException)
        {
            client.Dispose();
            server.Dispose();
            return;
        }

        ChaosLink link = new(Interlocked.Increment(ref _connections), client, server, _log, Open);
        Task running = link.RunAsync();
        _links[link] = running;
        await running;
        _links.TryRemove(link, out _);
    }
}
