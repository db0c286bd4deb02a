using Boop.Grains.Contracts;
using Boop.Grains.Nodes;
using Boop.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Hosting;

/// <summary>
/// Sees to it that somebody owns every open context and every outcome that is still to be delivered, client or not. The members of a
/// cluster share the vendors out; two that disagree on who is in it wake one twice, or leave it to the next look.
/// </summary>
internal sealed partial class OpenContextSweep(
    IContextStore store, IGrainFactory grains, ClusterView view, TimeProvider time, ILogger<OpenContextSweep> logger) : BackgroundService
{
    /// <summary>A call to a node that has just died takes its time; the others need not wait for it.</summary>
    private const int AtOnce = 32;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            IEnumerable<VendorWork> own = (await store.FindWorkAsync(cancellationToken)).Where(work => view.CaresFor(work.Vendor));
            await Parallel.ForEachAsync(
                own, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (work, _) => await WakeAsync(work));
        }
        catch (StoreUnavailableException passing)
        {
            Log.Missed(logger, passing);
        }
    }

    /// <summary>What is wrong with one vendor is no other vendor's trouble, nor the process's.</summary>
    private async Task WakeAsync(VendorWork work)
    {
        try
        {
            await grains.GetGrain<IVendorGrain>(work.Vendor.Value).WakeAsync(work.Overdue);
        }
        catch (Exception passing) when (passing is OrleansException or TimeoutException)
        {
            Log.NotReached(logger, passing, work.Vendor);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.NotWoken(logger, fault, work.Vendor);
        }
    }
}
