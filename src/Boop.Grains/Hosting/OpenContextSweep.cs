using Boop.Grains.Contracts;
using Boop.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Hosting;

/// <summary>Sees to it that somebody owns every open context and every outcome that is still to be delivered, client or not.</summary>
internal sealed partial class OpenContextSweep(IContextStore store, IGrainFactory grains, TimeProvider time, ILogger<OpenContextSweep> logger)
    : BackgroundService
{
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
            foreach (VendorWork work in await store.FindWorkAsync(cancellationToken))
                await WakeAsync(work);
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
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.NotWoken(logger, fault, work.Vendor);
        }
    }
}
