using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Vendors;

/// <summary>
/// Asks for as many contexts as it is let. Once it is refused it waits exactly as long as it is told, and sends the same message
/// again, alone.
/// </summary>
internal sealed class GreedyVendor(VendorAccount account, Site site, Phases phases, Dice dice)
{
    private const int Burst = 10;

    private readonly ErrandBook _errands = new(account, dice);
    private readonly Lock _lock = new();
    private (Errand Errand, TimeSpan At)? _refused;
    private Dictionary<string, Errand> _asked = [];

    public async Task RunAsync()
    {
        while (phases.IsRunning)
        {
            try
            {
                using BareSocket socket = await BareSocket.OpenAsync(site.Proxy.VendorSocket, site.Clock, phases.Run);
                await LiveAsync(socket);
                await site.Clock.PauseAsync(dice.Between(0.1, 0.6), phases.Run);
            }
            catch (Exception fault) when (BareSocket.IsGone(fault))
            {
                await site.Clock.PauseAsync(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            }
        }
    }

    private async Task LiveAsync(BareSocket socket)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(phases.Run);
        await socket.SendAsync($$"""{"type":"authenticate","vendor_id":"{{account.Id}}","api_key":"{{account.Key}}"}""", gone.Token);
        Task asking = AskAsync(socket, gone.Token);
        await foreach (WireMessage message in socket.ReadAsync(phases.Run))
        {
            if (message is { ErrorCode: "RATE_LIMITED", ContextId: { } refused })
                Wait(refused, message.Number("retry_after_ms") ?? 0);
            else if (message.ContextId is { } decided && (message.Type == "auth_result" || message.ErrorCode == "CONTEXT_EXPIRED"))
                await TryAcknowledgeAsync(socket, decided, gone.Token);
        }

        await gone.CancelAsync();
        await asking;
    }

    private void Wait(string context, long milliseconds)
    {
        lock (_lock)
        {
            // Of a burst that ran into the limit the first one refused is tried again, and the others are forgotten.
            if (_refused is null && _asked.TryGetValue(context, out Errand? errand))
                _refused = (errand, site.Clock.Now + TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    private async Task AskAsync(BareSocket socket, CancellationToken gone)
    {
        try
        {
            while (phases.IsWorking)
            {
                await site.Clock.PauseAsync(dice.Between(0.4, 1.2), gone);
                if (Refused() is { } refused)
                {
                    await site.Clock.PauseAsync(refused.At - site.Clock.Now + TimeSpan.FromMilliseconds(1), gone);
                    lock (_lock)
                        _refused = null;
                    await socket.SendAsync(refused.Errand.ToCreate(), gone);
                    continue;
                }

                for (int i = 0; i < Burst; i++)
                    await socket.SendAsync(Ask().ToCreate(), gone);
            }
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // The reader sees the end, too.
        }
    }

    private (Errand Errand, TimeSpan At)? Refused()
    {
        lock (_lock)
            return _refused;
    }

    private Errand Ask()
    {
        Errand errand = _errands.Next();
        lock (_lock)
        {
            if (_asked.Count > 1_000)
                _asked = [];
            _asked[errand.Context] = errand;
        }

        return errand;
    }

    private static async Task TryAcknowledgeAsync(BareSocket socket, string context, CancellationToken gone)
    {
        try
        {
            await socket.SendAsync($$"""{"type":"ack","context_ids":["{{context}}"]}""", gone);
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // It comes again.
        }
    }
}
