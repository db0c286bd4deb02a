using Boop.Chaos.Checking;
using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Faults;

/// <summary>
/// Does everything that may be done to a network, in an order that the seed fixes. Two lanes: what concerns the server as a whole comes
/// one after the other, with time to breathe between, and after each second round a calm in which what is owed must come; what concerns
/// single connections and vendors goes on beside it.
/// </summary>
internal sealed class Saboteur(Site site, Census census, Phases phases, int seed)
{
    private static readonly FaultKind[] Restarts = [FaultKind.Kill, FaultKind.Stop];
    private static readonly FaultKind[] Local = [FaultKind.Cut, FaultKind.Freeze, FaultKind.HalfOpen, FaultKind.Takeover, FaultKind.SecondOwner];
    private static readonly TimeSpan FirstGlobal = TimeSpan.FromSeconds(4);

    /// <summary>Long enough to come back and to be told everything.</summary>
    private static readonly TimeSpan Calm = Tolerance.Delivery + TimeSpan.FromSeconds(4);

    private readonly FaultBook _book = new(site.Log);
    private readonly Dice _dice = new(seed, "saboteur");

    public async Task RunAsync()
    {
        ServerFaults server = new(site, _book, new Dice(seed, "server-faults"));
        LinkFaults links = new(site, census, _book, new Dice(seed, "link-faults"), phases.Work);
        await Task.WhenAll(RunGlobalAsync(server), RunLocalAsync(links));
    }

    private async Task RunGlobalAsync(ServerFaults faults)
    {
        Dice dice = new(seed, "global-lane");
        TimeSpan pause = FirstGlobal;
        for (int round = 0; ; round++)
        {
            foreach (FaultKind kind in Round(dice))
            {
                if (!await PauseAsync(pause))
                    return;
                await faults.DoAsync(kind);
                pause = dice.Between(2.5, 4.5);
            }

            if (round % 2 == 0)
                pause = Calm;
        }
    }

    /// <summary>A restart comes last: a calm is to show what it left behind.</summary>
    private static FaultKind[] Round(Dice dice)
    {
        FaultKind[] restarts = Shuffled(Restarts, dice);
        return dice.Happens(0.5) ? [FaultKind.StoreLock, .. restarts] : [restarts[0], FaultKind.StoreLock, restarts[1]];
    }

    private async Task RunLocalAsync(LinkFaults faults)
    {
        List<Task> underWay = [];
        while (true)
        {
            foreach (FaultKind kind in Shuffled(Local, _dice))
            {
                if (!await PauseAsync(_dice.Between(0.4, 1.1)))
                {
                    await Task.WhenAll(underWay);
                    return;
                }

                underWay.RemoveAll(fault => fault.IsCompletedSuccessfully);
                underWay.Add(faults.DoAsync(kind));
            }
        }
    }

    private static FaultKind[] Shuffled(FaultKind[] kinds, Dice dice) => [.. kinds.Select(kind => (kind, Order: dice.Below(1_000_000))).OrderBy(one => one.Order).Select(one => one.kind)];

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await site.Clock.PauseAsync(pause, phases.Work);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
