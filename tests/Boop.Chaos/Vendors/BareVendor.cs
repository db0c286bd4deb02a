using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Vendors;

/// <summary>
/// A vendor on a bare socket: asks, repeats, cancels, looks, acknowledges by its habit, says wrong things now and then, drops the
/// connection, and comes back.
/// </summary>
internal sealed class BareVendor(VendorAccount account, AckHabit acks, Site site, Phases phases, Dice dice)
{
    private const int MostOpen = 6;
    private const int MostRemembered = 60;
    private const double MeanPauseSeconds = 1.9;

    private readonly ErrandBook _errands = new(account, dice);
    private readonly BareMemory _memory = new(MostRemembered);

    /// <summary>Half of them name themselves.</summary>
    private readonly string? _instance = dice.Happens(0.5) ? $"bare-{account.Id}" : null;

    /// <summary>Half of them want to know how it goes.</summary>
    private readonly string _features = dice.Happens(0.5) ? """["progress"]""" : "[]";

    private int _attempts;
    private int _pings;

    public async Task RunAsync()
    {
        while (phases.IsRunning)
        {
            TimeSpan pause = dice.Between(0, 0.8);
            try
            {
                using BareSocket socket = await BareSocket.OpenAsync(site.Proxy.VendorSocket, site.Clock, phases.Run);
                await LiveAsync(socket);
                // Whoever was replaced leaves the newcomer a little time.
                if (socket.CloseCode == 4409)
                    pause = dice.Between(0.5, 2.5);
            }
            catch (Exception fault) when (BareSocket.IsGone(fault))
            {
                // Nobody is there; the next try follows.
            }

            await PauseAsync(pause);
        }
    }

    private async Task LiveAsync(BareSocket socket)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(phases.Run);
        await socket.SendAsync(Authenticate(), gone.Token);
        Task talking = TalkAsync(socket, gone.Token);
        await foreach (WireMessage message in socket.ReadAsync(phases.Run))
        {
            if (_memory.Take(message) is { } decided)
                _ = AcknowledgeAsync(socket, decided, gone.Token);
        }

        await gone.CancelAsync();
        await talking;
        if (!phases.IsRunning)
            await socket.CloseAsync();
    }

    private string Authenticate() =>
        $$"""{"type":"authenticate","vendor_id":"{{account.Id}}","api_key":"{{account.Key}}","features":{{_features}}{{Name()}}}""";

    private string Name() => _instance is null ? "" : $",\"instance\":\"{_instance}\",\"attempt\":{++_attempts}";

    /// <summary>Speaks until the connection is gone, or until it has had enough of it.</summary>
    private async Task TalkAsync(BareSocket socket, CancellationToken gone)
    {
        TimeSpan leavesAt = site.Clock.Now + (dice.Happens(0.3) ? dice.Between(2, 12) : TimeSpan.FromHours(1));
        try
        {
            while (true)
            {
                await site.Clock.PauseAsync(dice.Around(MeanPauseSeconds), gone);
                if (phases.IsWorking)
                    await SpeakAsync(socket, gone);
                if (!phases.IsWorking || site.Clock.Now < leavesAt)
                    continue;
                if (dice.Happens(0.5))
                    socket.Abort();
                else
                    await socket.CloseAsync();
                return;
            }
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // The reader sees the end, too.
        }
    }

    private Task SpeakAsync(BareSocket socket, CancellationToken gone)
    {
        int choice = dice.Below(100);
        if (choice < 10 && _memory.AnyOpen(dice) is { } open)
            return socket.SendAsync(open.ToCreate(), gone);
        if (choice < 18 && _memory.AnyDecided(dice) is { } decided)
            return socket.SendAsync(decided.ToCreate($"again-{++_pings}"), gone);
        if (choice < 20 && _memory.AnyOpen(dice) is { } mistaken)
            return socket.SendAsync((mistaken with { Requirements = $$"""{"type":"entrance","minimum_age":65,"description":"{{mistaken.Context}}"}""" }).ToCreate(), gone);
        if (choice < 23)
            return socket.SendAsync("""{"type":"create_context","context_id":"bad","requirements":{"type":"payment","amount":"much"}}""", gone);
        if (choice < 30 && _memory.AnyOpen(dice) is { } unwanted)
            return socket.SendAsync(Inquire("cancel_context", unwanted.Context), gone);
        if (choice < 32 && _memory.AnyDecided(dice) is { } late)
            return socket.SendAsync(Inquire("cancel_context", late.Context), gone);
        if (choice < 38 && (_memory.AnyOpen(dice) ?? _memory.AnyDecided(dice)) is { } looked)
            return socket.SendAsync(Inquire("get_context", looked.Context), gone);
        if (choice < 42 || _memory.Open >= MostOpen)
            return socket.SendAsync($$"""{"type":"ping","id":"p-{{++_pings}}"}""", gone);
        Errand errand = _errands.Next();
        _memory.Ask(errand);
        return socket.SendAsync(errand.ToCreate(), gone);
    }

    private string Inquire(string type, string context) => $$"""{"type":"{{type}}","context_id":"{{context}}","id":"q-{{++_pings}}"}""";

    private async Task AcknowledgeAsync(BareSocket socket, string context, CancellationToken gone)
    {
        if (acks is AckHabit.Never || (acks is AckHabit.Sometimes && dice.Happens(0.5)))
            return;
        try
        {
            if (acks is AckHabit.Late)
                await site.Clock.PauseAsync(dice.Between(2, 15), gone);
            await socket.SendAsync($$"""{"type":"ack","context_ids":["{{context}}"]}""", gone);
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // The outcome comes again, and is acknowledged then.
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await site.Clock.PauseAsync(pause, phases.Run);
        }
        catch (OperationCanceledException)
        {
            // All goes home.
        }
    }
}
