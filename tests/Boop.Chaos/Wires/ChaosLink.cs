using System.Net.Sockets;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Wires;

/// <summary>
/// One client's connection through the proxy: passes bytes both ways, tells the log of each whole message, and can be cut, frozen
/// or made half-open. A message is seen when it is read from the end that sent it, and has passed once its last byte is written on.
/// </summary>
internal sealed class ChaosLink(int number, Socket client, Socket server, ObservationLog log, OpenContexts open)
{
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(8);

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _thaw;
    private volatile bool _isDeafToServer;
    private volatile bool _isDeafToClient;
    private volatile bool _isOver;
    private bool _isOpened;

    public int Number => number;

    /// <summary>The vendor or scanner that asked to be let in; null before.</summary>
    public string? Client { get; private set; }

    public Peer Peer { get; private set; }

    /// <summary>The server has let it in.</summary>
    public bool IsAdmitted { get; private set; }

    /// <summary>It passes everything, and no fault is on it.</summary>
    public bool IsSound => !_isOver && _thaw is null && !_isDeafToServer && !_isDeafToClient;

    /// <summary>Runs until both ends are gone.</summary>
    public async Task RunAsync()
    {
        Task up = PumpAsync(client, server, Heading.ToServer);
        Task down = PumpAsync(server, client, Heading.ToClient);
        await Task.WhenAny(up, down);
        Task both = Task.WhenAll(up, down);
        // Half a goodbye is none: who does not close after its peer has gone is closed.
        if (await Task.WhenAny(both, Task.WhenAll(_released.Task, log.Clock.PauseAsync(GoodbyeTimeout, CancellationToken.None))) != both)
            Reset(client, server);
        await both;
        _isOver = true;
        client.Dispose();
        server.Dispose();
    }

    /// <summary>Resets both ends.</summary>
    public void Cut()
    {
        _isOver = true;
        log.Add(at => new Observation.Ended(at, number, ConnectionEnd.Wire));
        Reset(client, server);
        Thaw();
        _released.TrySetResult();
    }

    /// <summary>Passes nothing until <see cref="Thaw"/>, and loses nothing.</summary>
    public void Freeze() => _thaw ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw()
    {
        _thaw?.TrySetResult();
        _thaw = null;
    }

    /// <summary>From now on what goes this way is lost, until the link is cut.</summary>
    public void Deafen(Heading heading)
    {
        if (heading is Heading.ToServer)
            _isDeafToServer = true;
        else
            _isDeafToClient = true;
    }

    /// <summary>One end is gone, and the other is not told until the link is cut.</summary>
    public void Vanish(ConnectionEnd end)
    {
        _isDeafToServer = _isDeafToClient = true;
        log.Add(at => new Observation.Ended(at, number, ConnectionEnd.Wire));
        Reset(end is ConnectionEnd.Client ? client : server);
    }

    private static void Reset(params Socket[] sockets)
    {
        foreach (Socket socket in sockets)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // There is nobody left to reset.
            }

            socket.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Heading heading)
    {
        FrameReader reader = new();
        byte[] buffer = new byte[16 * 1024];
        bool isClean = false;
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, SocketFlags.None)) > 0)
                await PassAsync(to, heading, reader, buffer.AsMemory(0, count));
            isClean = true;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // One of the ends is gone.
        }

        if (!_isOver)
            log.Add(at => new Observation.Ended(at, number, heading is Heading.ToServer ? ConnectionEnd.Client : ConnectionEnd.Server));
        if (_isDeafToServer && _isDeafToClient)
            await _released.Task;
        _released.TrySetResult();
        Hang(to, isClean);
    }

    private async Task PassAsync(Socket to, Heading heading, FrameReader reader, ReadOnlyMemory<byte> bytes)
    {
        IReadOnlyList<WireMessage> messages = reader.Read(bytes.Span);
        if (heading is Heading.ToServer && reader.FirstLine is { } line)
            Open(line);
        List<Observation.Frame> frames = [.. messages.Select(message => See(heading, message))];
        if (_thaw is { } thaw)
            await thaw.Task;
        if (heading is Heading.ToServer ? _isDeafToServer : _isDeafToClient)
            return;
        for (ReadOnlyMemory<byte> left = bytes; !left.IsEmpty;)
            left = left[await to.SendAsync(left, SocketFlags.None)..];
        foreach (Observation.Frame frame in frames)
            frame.Pass(log.Clock.Now);
    }

    private void Open(string firstLine)
    {
        if (_isOpened)
            return;
        _isOpened = true;
        Peer = firstLine.Contains("/ws/pvs", StringComparison.Ordinal) ? Peer.Scanner : Peer.Vendor;
        log.Add(at => new Observation.Opened(at, number, Peer));
    }

    private Observation.Frame See(Heading heading, WireMessage message)
    {
        if (heading is Heading.ToServer && message.Type == "authenticate")
            Client ??= message.Text("vendor_id") ?? message.Text("scanner_id");
        if (heading is Heading.ToClient && message.Type == "authenticated")
            IsAdmitted = true;
        if (Peer is Peer.Vendor && Client is { } vendor)
            open.See(vendor, heading, message);
        return log.Add(at => new Observation.Frame(at, number, heading, message));
    }

    private void Hang(Socket to, bool isClean)
    {
        if (!isClean)
        {
            Reset(to);
            return;
        }

        try
        {
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has gone as well.
        }
    }
}
