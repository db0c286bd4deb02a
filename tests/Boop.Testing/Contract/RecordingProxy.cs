using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Boop.Testing.Contract;

/// <summary>
/// Stands between clients and a server on the loopback, relays bytes as they are, and holds each text message of both sockets and
/// both directions against the contract. Ask for <see cref="Faults"/> once the clients are done.
/// </summary>
public sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<RecordedFrame> _frames = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _relays = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WireContract _contract;
    private readonly int _target;
    private readonly Task _accepting;

    private RecordingProxy(int target, WireContract contract)
    {
        _target = target;
        _contract = contract;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Every message so far, in the order in which the proxy saw them.</summary>
    public IReadOnlyList<RecordedFrame> Frames => [.. _frames];

    /// <summary>What in them breaks the contract; never a value of theirs.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    /// <summary>Stands before the server that listens on a port of the loopback.</summary>
    public static RecordingProxy Start(int serverPort, WireContract contract) => new(serverPort, contract);

    /// <summary>The address of one of the server's sockets, through the proxy.</summary>
    public Uri Socket(string path) => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (TcpClient client in _relays.Keys)
            client.Dispose();
        await Cap.Within(Task.WhenAll(_relays.Values), "the proxy's connections end");
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _relays[client] = RelayAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy stops.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        {
            using TcpClient server = new();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                FrameTap? request = null;
                request = new FrameTap(message => Record(SocketOf(request!.FirstLine), FrameDirection.ToNetwork, message));
                FrameTap answer = new(message => Record(SocketOf(request.FirstLine), FrameDirection.FromNetwork, message));
                Task toServer = CopyAsync(client, server, request);
                Task toClient = CopyAsync(server, client, answer);
                await Task.WhenAll(toServer, toClient);
            }
            catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // One end is gone, and so the other goes too.
            }
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, FrameTap tap)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            (NetworkStream source, NetworkStream sink) = (from.GetStream(), to.GetStream());
            int count;
            while ((count = await source.ReadAsync(buffer)) > 0)
            {
                // Read first: whoever sees the answer to a message finds the message recorded.
                tap.Read(buffer.AsSpan(0, count));
                await sink.WriteAsync(buffer.AsMemory(0, count));
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            to.Close();
            throw;
        }
    }

    private static WireSocket SocketOf(string? requestLine) =>
        requestLine?.Contains("/ws/pvs", StringComparison.Ordinal) == true ? WireSocket.Scanner : WireSocket.Vendor;

    private void Record(WireSocket socket, FrameDirection direction, byte[] message)
    {
        _frames.Enqueue(new RecordedFrame(socket, direction, message));
        foreach (string fault in _contract.CheckFrame(socket, direction, message))
            _faults.Enqueue(fault);
    }
}
