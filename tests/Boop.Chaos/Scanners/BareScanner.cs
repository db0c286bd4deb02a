using System.Collections.Concurrent;
using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;
using Boop.Palms;

namespace Boop.Chaos.Scanners;

/// <summary>A scanner on a bare socket. It repeats scans whose answer it never got, as the protocol wants it.</summary>
internal sealed class BareScanner(ScannerAccount account, int capacity, PalmShelf shelf, Site site, Phases phases, Dice dice)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Scans without an answer, by offer and attempt: the next session sends them again.</summary>
    private readonly ConcurrentDictionary<(string Offer, int Attempt), string> _unanswered = [];
    private readonly ConcurrentDictionary<(string Offer, int Attempt), TaskCompletionSource<WireMessage>> _awaited = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _screen = [];

    public async Task RunAsync()
    {
        while (phases.IsRunning)
        {
            try
            {
                using BareSocket socket = await BareSocket.OpenAsync(site.Proxy.ScannerSocket, site.Clock, phases.Run);
                await LiveAsync(socket);
                await site.Clock.PauseAsync(dice.Between(0.05, 0.6), phases.Run);
            }
            catch (Exception fault) when (BareSocket.IsGone(fault))
            {
                await site.Clock.PauseAsync(dice.Between(0.2, 0.6), CancellationToken.None);
            }
        }
    }

    private async Task LiveAsync(BareSocket socket)
    {
        List<Task> visits = [];
        await socket.SendAsync(
            $$"""{"type":"authenticate","scanner_id":"{{account.Id}}","scanner_key":"{{account.Key}}","capacity":{{capacity}}}""", phases.Run);
        foreach (string scan in _unanswered.Values)
            await socket.SendAsync(scan, phases.Run);
        await foreach (WireMessage message in socket.ReadAsync(phases.Run))
        {
            visits.RemoveAll(visit => visit.IsCompleted);
            Handle(socket, message, visits);
        }

        // The screen is cleared with the session.
        foreach (CancellationTokenSource screen in _screen.Values)
            screen.End();
        await Task.WhenAll(visits);
    }

    private void Handle(BareSocket socket, WireMessage message, List<Task> visits)
    {
        string offer = message.Text("offer_id") ?? "";
        switch (message.Type)
        {
            case "offer":
                visits.Add(VisitAsync(socket, offer));
                break;
            case "withdrawn" when _screen.TryRemove(offer, out CancellationTokenSource? screen):
                screen.End();
                break;
            case "scan_result":
                (string, int) scan = (offer, (int)(message.Number("attempt") ?? 0));
                _unanswered.TryRemove(scan, out _);
                if (_awaited.TryRemove(scan, out TaskCompletionSource<WireMessage>? awaited))
                    awaited.TrySetResult(message);
                break;
        }
    }

    private async Task VisitAsync(BareSocket socket, string offer)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(phases.Run);
        _screen[offer] = gone;
        try
        {
            await ActAsync(socket, offer, Visit.Draw(shelf, dice), gone.Token);
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // The offer or the connection is gone.
        }
        finally
        {
            _screen.TryRemove(offer, out _);
        }
    }

    private async Task ActAsync(BareSocket socket, string offer, Visit visit, CancellationToken gone)
    {
        await site.Clock.PauseAsync(visit.Delay, gone);
        switch (visit.End)
        {
            case VisitEnd.Nobody:
                return;
            case VisitEnd.Declined:
                await socket.SendAsync($$"""{"type":"decline","offer_id":"{{offer}}"}""", gone);
                return;
            case VisitEnd.Failed:
                await socket.SendAsync($$"""{"type":"failed","offer_id":"{{offer}}","reason":"It is being cleaned"}""", gone);
                return;
        }

        await socket.SendAsync($$"""{"type":"presented","offer_id":"{{offer}}"}""", gone);
        int attempt = 0;
        foreach (PalmSample sample in visit.Samples)
        {
            Task<WireMessage> answer = await ScanAsync(socket, offer, ++attempt, sample, visit.End, gone);
            if (visit.End is VisitEnd.Dropped)
            {
                socket.Abort();
                return;
            }

            WireMessage result = await answer.WaitAsync(AnswerTimeout, site.Clock.Time, gone);
            if (result.Text("outcome") is not ("poor_quality" or "not_recognised") || result.Number("attempts_left") is null or 0)
                return;
            await site.Clock.PauseAsync(dice.Between(0.1, 0.5), gone);
        }
    }

    private async Task<Task<WireMessage>> ScanAsync(BareSocket socket, string offer, int attempt, PalmSample sample, VisitEnd end, CancellationToken gone)
    {
        string hand = sample.Hand is Hand.Left ? "left" : "right";
        string template = Convert.ToBase64String(sample.Template.ToBytes());
        string scan = $$"""{"type":"scan","offer_id":"{{offer}}","attempt":{{attempt}},"template":"{{template}}","quality":{{sample.Quality}},"hand":"{{hand}}"}""";
        TaskCompletionSource<WireMessage> awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[(offer, attempt)] = awaited;
        _unanswered[(offer, attempt)] = scan;
        await socket.SendAsync(scan, gone);
        if (end is VisitEnd.ScannedTwice)
            await socket.SendAsync(scan, gone);
        return awaited.Task;
    }
}
