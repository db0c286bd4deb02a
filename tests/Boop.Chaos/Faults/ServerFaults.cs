using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Faults;

/// <summary>What happens to the process and to the store.</summary>
internal sealed class ServerFaults(Site site, FaultBook book, Dice dice)
{
    private readonly StoreHand _hand = new(site.Folder, site.Clock);

    public async Task DoAsync(FaultKind kind)
    {
        int fault = 0;
        switch (kind)
        {
            case FaultKind.Kill:
                fault = book.Begin(kind);
                await site.KillAsync();
                await RestartAsync();
                break;
            case FaultKind.Stop:
                fault = book.Begin(kind);
                await site.StopAsync();
                await RestartAsync();
                break;
            default:
                await _hand.HoldAsync(dice.Between(2.5, 5), () => fault = book.Begin(kind), () => book.End(fault));
                return;
        }

        book.End(fault);
    }

    /// <summary>Mostly at once; sometimes it stays away for a while.</summary>
    private async Task RestartAsync()
    {
        if (dice.Happens(0.25))
            await site.Clock.PauseAsync(dice.Between(1, 4), CancellationToken.None);
        await site.StartAsync();
    }
}
