using Boop.Grains.Recognition;
using Boop.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Directory;

/// <summary>Keeps the node's view of vendors, scanners and palms at most half a second behind the store.</summary>
internal sealed partial class DirectoryRefresh(
    IDirectoryStore store, DirectoryCache directory, PalmGallery gallery, TimeProvider time, ILogger<DirectoryRefresh> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>The first view is there before anything is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await RefreshAsync(stoppingToken);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            long version = await store.GetVersionAsync(cancellationToken);
            if (version != directory.Version)
            {
                // Palms last, so that they are at least as new as the version that is remembered.
                DirectorySnapshot snapshot = await store.LoadAsync(cancellationToken);
                gallery.Replace(await store.LoadPalmsAsync(cancellationToken));
                directory.Replace(snapshot);
                Log.Refreshed(logger, version);
            }

            directory.MarkFresh();
        }
        catch (StoreUnavailableException unavailable)
        {
            if (!directory.IsStale)
                Log.Stale(logger, unavailable);
            directory.MarkStale();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            Log.Unreadable(logger, fault);
            directory.MarkStale();
        }
    }
}
