using System.Collections.Concurrent;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;
using Boop.Palms;
using Boop.Protocol.Scanner;
using Boop.Scanner;

namespace Boop.Chaos.Scanners;

/// <summary>A scanner on the SDK.</summary>
internal sealed class SdkScanner(ScannerAccount account, int capacity, PalmShelf shelf, Site site, Phases phases, Dice dice)
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _screen = [];

    public async Task RunAsync()
    {
        await using ScannerClient client = new(new ScannerClientOptions
        {
            Url = site.Proxy.ScannerSocket,
            ScannerId = account.Id,
            ScannerKey = account.Key,
            Capacity = capacity,
        });
        List<Task> visits = [];
        try
        {
            await client.ConnectAsync(phases.Run);
            await foreach (ScannerEvent happening in client.ReadEventsAsync(phases.Run))
            {
                visits.RemoveAll(visit => visit.IsCompleted);
                if (happening is ScannerEvent.Offered offered)
                    visits.Add(VisitAsync(client, offered.Offer));
                else if (happening is ScannerEvent.Withdrawn withdrawn && _screen.TryRemove(withdrawn.Offer.OfferId, out CancellationTokenSource? screen))
                    screen.End();
            }
        }
        catch (OperationCanceledException)
        {
            // All goes home.
        }

        foreach (CancellationTokenSource screen in _screen.Values)
            screen.End();
        await Task.WhenAll(visits);
    }

    private async Task VisitAsync(ScannerClient client, Offer offer)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(phases.Run);
        _screen[offer.OfferId] = gone;
        try
        {
            await ActAsync(client, offer, Visit.Draw(shelf, dice), gone.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or ScannerException)
        {
            // The offer is gone, or the network said no.
        }
        finally
        {
            _screen.TryRemove(offer.OfferId, out _);
        }
    }

    private async Task ActAsync(ScannerClient client, Offer offer, Visit visit, CancellationToken gone)
    {
        await site.Clock.PauseAsync(visit.Delay, gone);
        switch (visit.End)
        {
            case VisitEnd.Nobody:
                return;
            case VisitEnd.Declined:
                await client.DeclineAsync(offer, gone);
                return;
            case VisitEnd.Failed:
                await client.FailAsync(offer, "It is being cleaned", gone);
                return;
        }

        await client.PresentAsync(offer, gone);
        foreach (PalmSample sample in visit.Samples)
        {
            // A scan goes on though the offer may end meanwhile: its answer says so.
            ScanResult result = await client.ScanAsync(offer, sample, phases.Run);
            if (result is not { Outcome: ScanOutcome.PoorQuality or ScanOutcome.NotRecognised, AttemptsLeft: > 0 })
                return;
            await site.Clock.PauseAsync(dice.Between(0.1, 0.5), gone);
        }
    }
}
