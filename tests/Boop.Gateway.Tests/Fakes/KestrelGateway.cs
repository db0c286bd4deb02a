using System.Net;
using System.Net.Sockets;
using System.Text;
using Boop.Gateway.Hosting;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>The gateway behind a real Kestrel on a port of its own, with the test's grains.</summary>
internal sealed class KestrelGateway : IAsyncDisposable
{
    private readonly CheckedLogs _logs = new();
    private readonly WebApplication _app;

    private KestrelGateway(TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time);
        builder.Services.AddBoopGateway();
        builder.Services.AddSingleton<ICredentialCheck, FakeCredentials>();
        builder.Services.AddSingleton<IGrainFactory>(Grains);
        builder.Services.AddSingleton(new ClusterView(new NodeId("node")));
        builder.Services.AddSingleton<ILoggerFactory>(_logs);
        _app = builder.Build();

        // An application that uses WebSockets elsewhere must not take the gateway's away from it.
        _app.UseWebSockets();
        _app.MapBoopGateway();
    }

    public FakeGrains Grains { get; } = new();

    public FakeVendorGrain Vendor => Grains.Vendor(FakeCredentials.Vendor);

    private int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <param name="time">The gateway's clock; Kestrel keeps its own.</param>
    public static async Task<KestrelGateway> StartAsync(TimeProvider? time = null)
    {
        var gateway = new KestrelGateway(time ?? TimeProvider.System);
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>Upgrades a plain TCP connection by hand.</summary>
    public async Task<FrameClient> OpenAsync(string path = GatewayEndpoints.VendorPath)
    {
        Stream wire = await ConnectAsync();
        string answer = await RequestAsync(wire, path, "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");
        answer.ShouldStartWith("HTTP/1.1 101");
        answer.ShouldNotContain("permessage-deflate");
        return new FrameClient(wire);
    }

    /// <summary>A vendor's socket whose greeting has been read.</summary>
    public async Task<FrameClient> EnterVendorAsync()
    {
        FrameClient client = await OpenAsync();
        await client.SendAsync(Wire.Authenticate);
        (await client.ReceiveTextAsync()).ShouldContain("\"authenticated\"");
        return client;
    }

    /// <summary>The head of the answer to a plain request.</summary>
    public async Task<string> GetAsync(string path)
    {
        await using Stream wire = await ConnectAsync();
        return await RequestAsync(wire, path, "");
    }

    public Task StopAsync() => Cap.Within(_app.StopAsync(), "the server stopped");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        Grains.References.ShouldBe(0, "An observer was not let go of.");
        _logs.Dispose();
    }

    private async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<string> RequestAsync(Stream wire, string path, string headers)
    {
        await wire.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"));
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await Cap.Within(wire.ReadExactlyAsync(one).AsTask(), "the server answered");
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
