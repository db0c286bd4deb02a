using Boop.Client;
using Boop.Cluster.Tests.Nodes;
using Boop.Scanner;

namespace Boop.Cluster.Tests;

/// <summary>All nodes are restarted, one after the other.</summary>
public sealed class RollingTests(ThreeNodes nodes) : ClusterTest(nodes)
{
    private const int Tills = 3;

    [Fact]
    public async Task All_three_are_restarted_and_no_payment_is_lost()
    {
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.Proxy.Url("/ws/pvs"), isBusy: true);
        await using BoopClient client = Shop.Connect(Nodes.Proxy.Url("/ws/vendor"));
        using CancellationTokenSource restarted = new();
        Task<int>[] tills = [.. Enumerable.Range(0, Tills).Select(_ => PayOnAsync(client, restarted.Token))];

        foreach (ClusterNode node in Nodes.All)
        {
            await node.StopAsync();
            node.ExitCode.ShouldBe(0, node.Output);
            node.Start();
            await node.BecomesReadyAsync();
        }

        await restarted.CancelAsync();
        int[] paid = await Task.WhenAll(tills).WithinAsync("every payment ended");
        Tell($"{paid.Sum()} payments were made meanwhile");
        paid.ShouldAllBe(count => count > 1);
    }

    /// <summary>One payment after the other; each must succeed.</summary>
    private static async Task<int> PayOnAsync(BoopClient client, CancellationToken restarted)
    {
        int paid = 0;
        while (!restarted.IsCancellationRequested)
        {
            await SucceedsAsync(PayAsync(client), "a payment ended");
            paid++;
            // Within the limit of contexts in a minute.
            await Wait.PauseAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        }

        return paid;
    }
}
