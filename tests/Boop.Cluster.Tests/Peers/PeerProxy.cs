using System.Net;
using System.Net.Sockets;
using Boop.Cluster.Tests.Nodes;

namespace Boop.Cluster.Tests.Peers;

/// <summary>
/// The way to one node from its peers. It can be cut for everybody, or for one peer alone, as a network does it: what is sent goes nowhere,
/// and nobody is told.
/// </summary>
internal sealed class PeerProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<PeerProxy, int, bool> _isCut;
    private readonly Lock _lock = new();
    private readonly List<Task> _links = [];
    private readonly Task _accepting;

    /// <param name="isCut">Whether what comes from this local port, or goes back there, is held now.</param>
    public PeerProxy(Func<PeerProxy, int, bool> isCut)
    {
        _isCut = isCut;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where the node listens.</summary>
    public int Target { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] links;
        lock (_lock)
            links = [.. _links];
        await Task.WhenAll(links);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient peer = await _listener.AcceptTcpClientAsync(_stop.Token);
                Task link = LinkAsync(peer);
                lock (_lock)
                    _links.Add(link);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task LinkAsync(TcpClient peer)
    {
        using (peer)
        using (TcpClient node = new())
        {
            try
            {
                int from = ((IPEndPoint)peer.Client.RemoteEndPoint!).Port;
                peer.NoDelay = node.NoDelay = true;
                await PassAsync(from);
                await node.ConnectAsync(IPAddress.Loopback, Target, _stop.Token);
                // Where one end closes, the other hears of it, unless the way is cut.
                (NetworkStream near, NetworkStream far) = (peer.GetStream(), node.GetStream());
                await Task.WhenAny(PumpAsync(near, far, from), PumpAsync(far, near, from)).Unwrap();
                await PassAsync(from);
            }
            catch (Exception ended) when (ended is OperationCanceledException or InvalidOperationException or SocketException or IOException)
            {
                // One of the two is gone: closed, disposed of or, to a stream that is asked for, no longer connected.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, int port)
    {
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            int length = await from.ReadAsync(buffer, _stop.Token);
            await PassAsync(port);
            if (length == 0)
                return;
            await to.WriteAsync(buffer.AsMemory(0, length), _stop.Token);
        }
    }

    /// <summary>Waits for as long as the way is cut.</summary>
    private async Task PassAsync(int port)
    {
        while (_isCut(this, port))
            await Wait.PauseAsync(TimeSpan.FromMilliseconds(20), _stop.Token);
    }
}
