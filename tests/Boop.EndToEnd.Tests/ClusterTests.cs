using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Boop.Client;
using Boop.Palms;
using Boop.Scanner;
using Boop.Testing.PostgreSql;
using Npgsql;

namespace Boop.EndToEnd.Tests;

/// <summary>One real node on a real PostgreSQL server, which is killed as the node is.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string Email = "sentinel.77ab@example.org";

    private readonly TemporaryFolder _folder = new();
    private PostgreSqlServer _postgres = null!;
    private string[] _cluster = [];

    /// <summary>As above, for a node, which takes its own former place when it is started again.</summary>
    private string[] _node = [];

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgreSqlServer.StartAsync();
        _cluster = ["--cluster", await _postgres.CreateDatabaseAsync()];
        _node = [.. _cluster, "--silo-port", BoopProcess.FreePort().ToString(CultureInfo.InvariantCulture)];
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_payment_on_postgresql_ends_with_user_id_and_email()
    {
        await using BoopProcess server = await BoopProcess.StartAsync("serve", _folder, null, _node);
        Credentials shop = await AddShopAsync();
        await using SimulatedScanner scanner = await shop.ConnectScannerAsync(server);
        await using BoopClient client = shop.Connect(server);

        Task<AuthenticationOutcome> payment = PayAsync(client);
        await ShowAsync(scanner);

        AuthenticationOutcome.Succeeded success = (await payment.WithinAsync("the payment ended")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        success.UserId.ShouldStartWith("usr_");
        success.Attributes["email"].ShouldBe(Email);
        (await server.TerminateAsync()).ShouldBe(0);
        server.Output.ShouldNotContain(new NpgsqlConnectionStringBuilder(_cluster[1]).Password!);
        server.Output.ShouldNotContain(Email);
    }

    [Fact]
    public async Task An_open_context_survives_kill_9_of_the_node()
    {
        BoopProcess first = await BoopProcess.StartAsync("serve", _folder, null, _node);
        Credentials shop = await AddShopAsync();
        await using SimulatedScanner scanner = await shop.ConnectScannerAsync(first);
        await using BoopClient client = shop.Connect(first);
        Task<AuthenticationOutcome> payment = PayAsync(client);
        await scanner.NextOfferAsync(cancellationToken: TestContext.Current.CancellationToken).WithinAsync("the context is durable and offered");
        await first.KillAsync();
        await first.DisposeAsync();

        await using BoopProcess second = await BoopProcess.StartAsync("serve", _folder, first.Url.Port, _node);
        await ShowAsync(scanner);
        (await payment.WithinAsync("the payment ended after the restart")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task While_postgresql_is_gone_sockets_stay_and_nothing_is_accepted_and_when_it_is_back_all_goes_on()
    {
        await using BoopProcess server = await BoopProcess.StartAsync("serve", _folder, null, _node);
        Credentials shop = await AddShopAsync();
        await using SimulatedScanner scanner = await shop.ConnectScannerAsync(server);
        using RawVendor vendor = await RawVendor.EnterAsync(server, shop.VendorId, shop.Key);
        await vendor.CreateAsync("before");
        Protocol.Scanner.Offer open = await NextOfferAsync(scanner);

        await _postgres.KillAsync();
        await vendor.CreateAsync("meanwhile");
        JsonElement refusal = await vendor.NextAsync(TimeSpan.FromSeconds(8));
        refusal.GetProperty("code").GetString().ShouldBe("UNAVAILABLE");
        refusal.GetProperty("context_id").GetString().ShouldBe("meanwhile");
        (await server.HealthAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await vendor.SendAsync("""{"type":"ping"}""");
        (await vendor.NextAsync()).GetProperty("type").GetString().ShouldBe("pong");

        long restarted = Stopwatch.GetTimestamp();
        await _postgres.RestartAsync();
        while (await server.HealthAsync() != HttpStatusCode.OK)
        {
            Stopwatch.GetElapsedTime(restarted).ShouldBeLessThan(Cap.Default, "the node heals");
            await Cap.PauseAsync(TimeSpan.FromMilliseconds(50));
        }

        // Through the same two sockets as before: the context that was open, and the one that was refused.
        await scanner.ShowPersonAsync(open, "ada", Hand.Right, cancellationToken: TestContext.Current.CancellationToken);
        JsonElement outcome = await vendor.NextAsync();
        outcome.GetProperty("context_id").GetString().ShouldBe("before");
        outcome.GetProperty("result").GetProperty("success").GetBoolean().ShouldBeTrue();
        await vendor.CreateAsync("meanwhile");
        await ShowAsync(scanner);
        outcome = await vendor.NextAsync();
        outcome.GetProperty("context_id").GetString().ShouldBe("meanwhile");
        outcome.GetProperty("result").GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    private static Task<AuthenticationOutcome> PayAsync(BoopClient client) =>
        client.AuthenticateAsync(new PaymentRequest(2500) { Attributes = ["email"] }, TestContext.Current.CancellationToken);

    private static Task<Protocol.Scanner.Offer> NextOfferAsync(SimulatedScanner scanner) =>
        scanner.NextOfferAsync(cancellationToken: TestContext.Current.CancellationToken).WithinAsync("an offer came");

    private static async Task ShowAsync(SimulatedScanner scanner) =>
        await scanner.ShowPersonAsync(await NextOfferAsync(scanner), "ada", Hand.Right, cancellationToken: TestContext.Current.CancellationToken);

    private async Task<Credentials> AddShopAsync()
    {
        Credentials shop = await Credentials.AddShopAsync(_folder, _cluster);
        await Credentials.AddAsync(
            ["person", "add", "--value", $"email={Email}", "--consent", $"{shop.VendorId}:email", "--palm-seed", "ada", "--data", _folder.Path, .. _cluster]);
        return shop;
    }
}
