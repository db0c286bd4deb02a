using System.Net;
using System.Text.Json;
using Boop.Client;
using Boop.Cluster.Tests.Nodes;
using Boop.Scanner;
using Boop.Testing;

namespace Boop.Cluster.Tests;

/// <summary>Three nodes that are well.</summary>
public sealed class SpreadTests(ThreeNodes nodes) : ClusterTest(nodes)
{
    [Fact]
    public async Task A_vendor_on_one_node_and_its_scanner_on_another_bring_a_payment_to_its_end()
    {
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.B.ScannerSocket);
        await using BoopClient client = Shop.Connect(Nodes.A.VendorSocket);
        Task<AuthenticationOutcome> payment = PayAsync(client);
        await ShowAsync(scanner);
        AuthenticationOutcome.Succeeded success = (await payment).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        success.Attributes["email"].ShouldBe($"{Shop.Vendor}@example.org");
    }

    [Fact]
    public async Task Behind_a_proxy_that_spreads_them_everybody_is_served()
    {
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.Proxy.Url("/ws/pvs"), isBusy: true);
        await using BoopClient client = Shop.Connect(Nodes.Proxy.Url("/ws/vendor"));
        await SucceedsAsync(PayAsync(client), "the payment ended");
    }

    [Fact]
    public async Task The_newest_session_wins_across_nodes_and_the_former_one_is_told()
    {
        using VendorWire former = await VendorWire.EnterAsync(Nodes.A.VendorSocket, Shop);
        await former.CreateAsync("before");
        // What a session has sent and nobody has read yet goes with it.
        await former.SendAsync("""{"type":"get_context","context_id":"before"}""");
        (await former.NextOfAsync("before")).GetProperty("type").GetString().ShouldBe("context_update");
        using VendorWire newest = await VendorWire.EnterAsync(Nodes.B.VendorSocket, Shop);

        (await former.NextAsync()).GetProperty("code").GetString().ShouldBe("SESSION_REPLACED");
        (await former.EndsAsync()).ShouldBe(4409);
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.C.ScannerSocket, isBusy: true);
        await newest.SucceedsAsync("before");
    }

    [Fact]
    public async Task What_a_command_adds_is_known_to_every_node()
    {
        BoopRun run = await BoopRun.OfAsync(["vendor", "add", "--name", "Late Shop", .. Nodes.StoreArguments]);
        run.ExitCode.ShouldBe(0, run.Error);
        JsonElement added = JsonElement.Parse(run.Output);
        Shop late = Shop with { Vendor = added.GetProperty("vendor_id").GetString()!, Key = added.GetProperty("api_key").GetString()! };
        foreach (ClusterNode node in Nodes.All)
        {
            await Wait.UntilAsync(
                async () =>
                {
                    (VendorWire wire, JsonElement answer) = await VendorWire.TryEnterAsync(node.VendorSocket, late);
                    wire.Dispose();
                    return answer.GetProperty("type").GetString() == "authenticated";
                },
                $"node {node.Name} knows the new vendor");
        }
    }

    [Fact]
    public async Task Each_node_says_that_it_lives_and_is_ready()
    {
        foreach (string health in new[] { "live", "ready" })
            (await Nodes.C.AskAsync(health)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_by_every_node()
    {
        foreach (ClusterNode node in Nodes.All)
        {
            (VendorWire wire, JsonElement answer) = await VendorWire.TryEnterAsync(node.VendorSocket, Shop with { Key = "sk_live_wrong" });
            using (wire)
                answer.GetProperty("code").GetString().ShouldBe("INVALID_CREDENTIALS");
        }
    }
}
