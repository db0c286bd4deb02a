using System.Net.WebSockets;
using Boop.Gateway.Hosting;
using Boop.Gateway.Sessions;
using Boop.Gateway.Sockets;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;
using Boop.Testing;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>The gateway without Kestrel: its sockets end in memory; what is behind them is given.</summary>
internal class InMemoryEdge : IAsyncDisposable
{
    private readonly SocketEndpoint<VendorClientMessage, VendorServerMessage> _vendors;
    private readonly SocketEndpoint<ScannerClientMessage, ScannerServerMessage> _scanners;
    private readonly List<GatewayClient> _clients = [];

    public InMemoryEdge(ICredentialCheck credentials, IGrainFactory grains, TestClock clock)
    {
        Clock = clock;
        var view = new ClusterView(new NodeId("node"));
        var monotonic = new MonotonicClock(clock);
        var events = new SessionEvents(Logs.CreateLogger<SessionEvents>());
        _vendors = new(new VendorFamily(credentials, grains, view, clock, events), Sockets, Sessions, Status, clock, monotonic, events);
        _scanners = new(new ScannerFamily(credentials, grains, view, clock, events), Sockets, Sessions, Status, clock, monotonic, events);
    }

    public TestClock Clock { get; }

    public CheckedLogs Logs { get; } = new();

    public GatewayStatus Status { get; } = new();

    public SessionRegistry Sessions { get; } = new();

    protected SocketRegistry Sockets { get; } = new();

    /// <param name="bufferedBytes">How much each direction holds before a write waits.</param>
    public GatewayClient OpenVendor(int bufferedBytes = 65_536) => Open(_vendors.ServeAsync, bufferedBytes);

    public GatewayClient OpenScanner() => Open(_scanners.ServeAsync, 65_536);

    /// <summary>A vendor's socket whose greeting has been read.</summary>
    public async Task<GatewayClient> EnterVendorAsync(int bufferedBytes = 65_536, bool wantsProgress = false)
    {
        GatewayClient client = OpenVendor(bufferedBytes);
        await client.SendAsync(wantsProgress ? Wire.AuthenticateForProgress : Wire.Authenticate);
        (await client.ReceiveTextAsync()).ShouldStartWith("""{"type":"authenticated",""");
        return client;
    }

    /// <summary>A scanner's socket whose greeting has been read.</summary>
    public async Task<GatewayClient> EnterScannerAsync()
    {
        GatewayClient client = OpenScanner();
        await client.SendAsync(Wire.AuthenticateScanner);
        (await client.ReceiveTextAsync()).ShouldStartWith("""{"type":"authenticated",""");
        return client;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (GatewayClient client in _clients)
            await client.DisposeAsync();
        foreach (GatewayClient client in _clients)
            await Cap.Within(client.Served, "the gateway let go of the socket");
        Logs.Dispose();
    }

    private GatewayClient Open(Func<WebSocket, WireStream, Task> serve, int bufferedBytes)
    {
        var wire = new InMemoryWire(bufferedBytes);
        var client = new GatewayClient(wire.Client, ServeAsync(serve, wire.Server));
        _clients.Add(client);
        return client;
    }

    private async Task ServeAsync(Func<WebSocket, WireStream, Task> serve, Stream server)
    {
        await using Stream end = server;
        await using var wire = new WireStream(server, Clock);
        using var socket = WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = true });
        await serve(socket, wire);
    }
}
