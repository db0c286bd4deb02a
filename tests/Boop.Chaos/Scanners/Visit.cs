using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Palms;

namespace Boop.Chaos.Scanners;

/// <summary>What happens at a scanner once an offer is on its screen: after a while somebody comes, or refuses, or nobody does.</summary>
/// <param name="Delay">How long it takes until anything happens.</param>
/// <param name="End">How it ends.</param>
/// <param name="Samples">What the scanner sees, one after the other, as long as trying again may help.</param>
internal sealed record Visit(TimeSpan Delay, VisitEnd End, IReadOnlyList<PalmSample> Samples)
{
    public static Visit Draw(PalmShelf shelf, Dice dice)
    {
        TimeSpan delay = dice.Happens(0.12) ? dice.Between(6, 24) : dice.Between(0.1, 4);
        string person = Person(dice);
        PalmSample Known() => shelf.Take(person, dice);
        PalmSample Stranger() => shelf.Take(Cast.Stranger, dice);
        return dice.Below(100) switch
        {
            < 56 => new Visit(delay, VisitEnd.Scanned, [Known(), Known(), Known()]),
            < 63 => new Visit(delay, VisitEnd.Scanned, [Stranger(), Stranger(), Stranger()]),
            < 71 => new Visit(delay, VisitEnd.Scanned, [Stranger(), Known(), Known()]),
            < 77 => new Visit(delay, VisitEnd.Scanned, [shelf.TakePoor(dice), Known(), Known()]),
            < 81 => new Visit(delay, VisitEnd.ScannedTwice, [Known()]),
            < 85 => new Visit(delay, VisitEnd.Dropped, [dice.Happens(0.5) ? Known() : Stranger()]),
            < 90 => new Visit(delay, VisitEnd.Declined, []),
            < 92 => new Visit(delay, VisitEnd.Failed, []),
            _ => new Visit(delay, VisitEnd.Nobody, []),
        };
    }

    private static string Person(Dice dice) => dice.Below(100) switch
    {
        < 74 => Cast.Regular,
        < 84 => Cast.Reserved,
        < 92 => Cast.Guest,
        _ => Cast.Minor,
    };
}
