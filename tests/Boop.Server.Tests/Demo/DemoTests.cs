using System.Text.Json;
using Boop.Server.Tests.Processes;
using Boop.Testing;

namespace Boop.Server.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private const string Create =
        """{"type":"create_context","context_id":"c1","requirements":{"type":"payment","amount":2500,"attributes":["email","loyalty_id"]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ada_answers_the_coffee_shop_with_what_she_consented_to()
    {
        await using BoopServer server = await BoopServer.StartAsync("demo", _folder.Data, "--auto-scan", "0");
        using VendorSocket vendor = await VendorSocket.ConnectAsync(server);
        await vendor.AuthenticateAsync("ven_abc123", "sk_live_xyz789");

        await vendor.SendAsync(Create);

        JsonElement result = (await vendor.ReceiveAsync()).ShouldNotBeNull().GetProperty("result");
        result.GetProperty("success").GetBoolean().ShouldBeTrue();
        result.GetProperty("attributes").ToString().ShouldBe("""{"email":"ada@example.org"}""");
        result.GetProperty("withheld").ToString().ShouldBe("""[{"name":"loyalty_id","reason":"not_consented"}]""");
    }

    [Fact]
    public async Task A_context_of_before_a_crash_is_answered_by_the_next_start()
    {
        await using BoopServer first = await BoopServer.StartAsync("demo", _folder.Data, "--auto-scan", "off");
        using VendorSocket before = await VendorSocket.ConnectAsync(first);
        await before.AuthenticateAsync("ven_abc123", "sk_live_xyz789");
        await before.SendAsync(Create);
        // Its repetition is answered only once the first is durable, and says that nothing is decided.
        await before.SendAsync("""{"type":"create_context","context_id":"c1","requirements":{"type":"payment","amount":1}}""");
        (await before.ReceiveAsync()).ShouldNotBeNull().GetProperty("code").GetString().ShouldBe("CONTEXT_ID_CONFLICT");
        await first.KillAsync();

        await using BoopServer second = await BoopServer.StartAsync("demo", _folder.Data, "--auto-scan", "0");
        using VendorSocket after = await VendorSocket.ConnectAsync(second);
        await after.AuthenticateAsync("ven_abc123", "sk_live_xyz789");

        JsonElement outcome = (await after.ReceiveAsync()).ShouldNotBeNull();
        outcome.GetProperty("context_id").GetString().ShouldBe("c1");
        outcome.GetProperty("result").GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_demo_says_in_few_lines_what_runs_and_what_to_try()
    {
        await using BoopServer server = await BoopServer.StartAsync("demo", _folder.Data);

        BoopRun run = await server.StopAsync();

        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBeLessThanOrEqualTo(15);
        lines[0].ShouldContain(server.Url.ToString().TrimEnd('/'));
        run.Output.ShouldContain("sk_live_xyz789");
        run.Output.ShouldContain("""{"type":"create_context","context_id":"order-1","requirements":{"type":"payment","amount":2500,"attributes":["email"]}}""");
        run.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_folder_with_published_keys_is_served_on_loopback_alone()
    {
        await using (BoopServer demo = await BoopServer.StartAsync("demo", _folder.Data))
            (await demo.StopAsync()).ExitCode.ShouldBe(0);

        (await BoopRun.OfAsync("serve", "--urls", "http://0.0.0.0:0", "--data", _folder.Data)).ShouldRefuse("published keys");

        await using BoopServer loopback = await BoopServer.StartAsync("serve", _folder.Data);
        (await loopback.StopAsync()).ExitCode.ShouldBe(0);
    }
}
