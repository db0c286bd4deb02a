using System.Diagnostics;
using Boop.Cluster.Tests.Nodes;
using Boop.Scanner;

namespace Boop.Cluster.Tests;

/// <summary>Nodes that the others have given up, and that do not know it.</summary>
public sealed class ZombieTests(ThreeNodes nodes) : ClusterTest(nodes)
{
    private const int GivenUp = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_node_that_was_paused_wakes_up_changes_nothing_and_ends()
    {
        using VendorWire former = await VendorWire.EnterAsync(Nodes.B.VendorSocket, Shop);
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.C.ScannerSocket);
        await former.CreateAsync("before");
        await NextOfferAsync(scanner);

        long paused = Stopwatch.GetTimestamp();
        await Nodes.B.SignalAsync("STOP");
        await former.CreateAsync("late");
        using VendorWire live = await VendorWire.EnterAsync(Nodes.A.VendorSocket, Shop);
        await ShowAsync(scanner);
        await live.SucceedsAsync("before");
        Tell($"from the pause to the next outcome {Stopwatch.GetElapsedTime(paused).TotalSeconds:F1} s");
        await Wait.UntilAsync(() => Task.FromResult(Stopwatch.GetElapsedTime(paused) >= Pause), "the pause is over");

        string before = await ReadStoreAsync();
        long woken = Stopwatch.GetTimestamp();
        await Nodes.B.SignalAsync("CONT");
        await Nodes.B.EndedAsync(TimeSpan.FromSeconds(10));
        Tell($"the node ended {Stopwatch.GetElapsedTime(woken).TotalSeconds:F1} s after it had woken up");
        Nodes.B.ExitCode.ShouldBe(GivenUp);
        await former.EndsAsync();
        (await ReadStoreAsync()).ShouldBe(before);
        await live.CreateAsync("after");
        await ShowAsync(scanner);
        await live.SucceedsAsync("after");
    }

    [Fact]
    public async Task A_node_that_is_cut_off_from_its_peers_but_not_from_postgresql_ends_and_the_others_go_on()
    {
        using VendorWire lonely = await VendorWire.EnterAsync(Nodes.B.VendorSocket, Shop);
        await using SimulatedScanner scanner = await Shop.ConnectScannerAsync(Nodes.C.ScannerSocket);
        await lonely.CreateAsync("before");
        await NextOfferAsync(scanner);

        long cut = Stopwatch.GetTimestamp();
        Nodes.Peers.Cut(Nodes.B);
        await Nodes.B.EndedAsync();
        Tell($"the node ended {Stopwatch.GetElapsedTime(cut).TotalSeconds:F1} s after it had been cut off");
        Nodes.B.ExitCode.ShouldBe(GivenUp);
        Nodes.A.IsRunning.ShouldBeTrue();
        Nodes.C.IsRunning.ShouldBeTrue();
        await lonely.EndsAsync();

        using VendorWire live = await VendorWire.EnterAsync(Nodes.A.VendorSocket, Shop);
        await ShowAsync(scanner);
        await live.SucceedsAsync("before");
        Tell($"from the cut to the next outcome {Stopwatch.GetElapsedTime(cut).TotalSeconds:F1} s");
    }
}
