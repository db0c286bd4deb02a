using System.Net;
using System.Net.Sockets;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

/// <summary>The same client over a real HTTP upgrade.</summary>
public sealed class RealSocketTests
{
    [Fact]
    public async Task A_client_survives_a_refused_upgrade_and_then_speaks_over_a_real_socket()
    {
        using HttpListener listener = Listen(out int port);
        var time = new WatchedTime();
        await using var client = new BoopClient(
            new BoopClientOptions { Url = new Uri($"http://127.0.0.1:{port}"), VendorId = "ven_1", ApiKey = "key", TimeProvider = time },
            settings => settings with { Random = static () => 0.5 });
        Task<AuthenticationOutcome> pending = client.AuthenticateAsync(
            new PaymentRequest(2500) { ContextId = "ctx_1" }, TestContext.Current.CancellationToken);

        HttpListenerContext refused = await Cap.Of(listener.GetContextAsync(), "the first upgrade");
        refused.Response.StatusCode = 503;
        refused.Response.Close();
        await time.PassAsync(0.5);

        HttpListenerContext accepted = await Cap.Of(listener.GetContextAsync(), "the second upgrade");
        accepted.Request.Url!.AbsolutePath.ShouldBe("/ws/vendor");
        var connection = new ScriptedConnection((await accepted.AcceptWebSocketAsync(null)).WebSocket, accepted.Request.Url);
        await connection.LetInAsync();
        await connection.SendSuccessAsync(await connection.ReceiveCreateAsync());
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);

        Task disposing = client.DisposeAsync().AsTask();
        (await connection.ClosedAsync()).ShouldBe(1000);
        await Cap.Of(disposing, "the disposal");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_tried_again()
    {
        var time = new WatchedTime();
        await using var client = new BoopClient(
            new BoopClientOptions { Url = new Uri($"ws://127.0.0.1:{FreePort()}"), VendorId = "ven_1", ApiKey = "key", TimeProvider = time },
            settings => settings with { Random = static () => 0.5 });
        Task connecting = client.ConnectAsync(TestContext.Current.CancellationToken);
        await time.PassAsync(0.5);
        await time.PassAsync(1);
        connecting.IsCompleted.ShouldBeFalse();
    }

    private static HttpListener Listen(out int port)
    {
        port = FreePort();
        var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        return listener;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
