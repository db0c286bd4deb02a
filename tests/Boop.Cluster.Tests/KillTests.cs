using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Boop.Client;
using Boop.Cluster.Tests.Nodes;
using Boop.Scanner;

namespace Boop.Cluster.Tests;

/// <summary>kill -9: of a node, and of PostgreSQL.</summary>
public sealed class KillTests(ThreeNodes nodes) : ClusterTest(nodes)
{
    /// <summary>A third of a context's life.</summary>
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_node_of_the_vendors_grain_is_killed_and_its_open_contexts_are_answered_or_expire()
    {
        // Whoever asks first has the grain on its node; whoever takes over then has it on another.
        using VendorWire first = await VendorWire.EnterAsync(Nodes.B.VendorSocket, Shop);
        using VendorWire vendor = await VendorWire.EnterAsync(Nodes.A.VendorSocket, Shop);
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.C.ScannerSocket);
        await vendor.CreateAsync("answered", amount: 100);
        await vendor.CreateAsync("left", amount: 200);
        await NextOfferAsync(scanner, 200);

        long killed = Stopwatch.GetTimestamp();
        await Nodes.B.KillAsync();
        (await vendor.EndsAsync()).ShouldBe(1012, "the grain was on the node that was killed");
        TimeSpan told = Stopwatch.GetElapsedTime(killed);
        using VendorWire again = await VendorWire.EnterAsync(Nodes.A.VendorSocket, Shop);
        await ShowAsync(scanner, 100);
        await again.SucceedsAsync("answered");
        Recovered(killed, $"its vendor was told to come back after {told.TotalSeconds:F1} s");

        JsonElement expiry = await again.NextOfAsync("left");
        expiry.GetProperty("code").GetString().ShouldBe("CONTEXT_EXPIRED");
        await using BoopClient client = Shop.Connect(Nodes.A.VendorSocket);
        (await client.GetAsync("left", TestContext.Current.CancellationToken)).State.ShouldBe("expired");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_node_of_the_vendors_socket_is_killed_and_the_payment_goes_on_through_another(bool isGrainThereToo)
    {
        using VendorWire first = await VendorWire.EnterAsync((isGrainThereToo ? Nodes.B : Nodes.A).VendorSocket, Shop);
        await using BoopClient client = Shop.Connect(Nodes.Proxy.Url(Nodes.B, "/ws/vendor"));
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.C.ScannerSocket);
        Task<AuthenticationOutcome> payment = PayAsync(client);
        await NextOfferAsync(scanner);

        long killed = Stopwatch.GetTimestamp();
        await Nodes.B.KillAsync();
        await ShowAsync(scanner);
        await SucceedsAsync(payment, "the payment ended");
        Recovered(killed, isGrainThereToo ? "socket and grain were there" : "the socket was there");
    }

    [Fact]
    public async Task The_node_of_the_scanners_socket_is_killed_and_what_was_on_its_screen_is_offered_again()
    {
        await using BoopClient client = Shop.Connect(Nodes.A.VendorSocket);
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.Proxy.Url(Nodes.B, "/ws/pvs"));
        Task<AuthenticationOutcome> payment = PayAsync(client);
        await NextOfferAsync(scanner);

        long killed = Stopwatch.GetTimestamp();
        await Nodes.B.KillAsync();
        await ShowAsync(scanner);
        await SucceedsAsync(payment, "the payment ended");
        Recovered(killed, "the scanner's socket was there");
    }

    [Fact]
    public async Task Postgresql_is_killed_and_started_again_and_no_node_dies_of_it()
    {
        int[] before = [.. Nodes.All.Select(node => node.Id)];
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.B.ScannerSocket);
        using VendorWire vendor = await VendorWire.EnterAsync(Nodes.A.VendorSocket, Shop);
        await vendor.CreateAsync("before", amount: 100);
        await NextOfferAsync(scanner, 100);

        await Nodes.PostgreSql.KillAsync();
        await vendor.CreateAsync("meanwhile", amount: 200);
        (await vendor.NextOfAsync("meanwhile")).GetProperty("code").GetString().ShouldBe("UNAVAILABLE");
        (await Nodes.A.AskAsync("ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Nodes.A.AskAsync("live")).ShouldBe(HttpStatusCode.OK);
        await Nodes.PostgreSql.RestartAsync();
        foreach (ClusterNode node in Nodes.All)
            await node.BecomesReadyAsync();

        // Through the same sockets as before.
        await ShowAsync(scanner, 100);
        await vendor.SucceedsAsync("before");
        await vendor.CreateAsync("meanwhile", amount: 200);
        await ShowAsync(scanner, 200);
        await vendor.SucceedsAsync("meanwhile");
        Nodes.All.Select(node => node.Id).ShouldBe(before);
    }

    [Fact]
    public async Task A_node_that_is_told_to_stop_while_postgresql_is_gone_ends_in_time()
    {
        await Nodes.PostgreSql.KillAsync();
        try
        {
            await Nodes.C.StopAsync();
            Nodes.C.ExitCode.ShouldBe(0);
        }
        finally
        {
            await Nodes.PostgreSql.RestartAsync();
        }
    }

    private static void Recovered(long killed, string what)
    {
        TimeSpan recovery = Stopwatch.GetElapsedTime(killed);
        Tell($"from kill -9 to the next outcome {recovery.TotalSeconds:F1} s: {what}");
        recovery.ShouldBeLessThan(LongestRecovery);
    }
}
