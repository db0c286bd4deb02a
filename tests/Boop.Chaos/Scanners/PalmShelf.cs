using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Palms;

namespace Boop.Chaos.Scanners;

/// <summary>Captures of everybody's palms, made once: each is another view of the hand, and making them costs more than the whole run.</summary>
internal sealed class PalmShelf
{
    private const int CapturesEach = 16;

    private readonly Dictionary<string, PalmSample[]> _captures = [];
    private readonly PalmSample[] _poor;

    public PalmShelf(int seed)
    {
        Random random = new(seed);
        foreach (string person in (string[])[Cast.Regular, Cast.Reserved, Cast.Guest, Cast.Minor, Cast.Stranger])
        {
            SyntheticPalm palm = SyntheticPalm.Of(person, Hand.Right);
            _captures[person] = [.. Enumerable.Range(0, CapturesEach).Select(_ => palm.Capture(random))];
        }

        SyntheticPalm blurred = SyntheticPalm.Of(Cast.Regular, Hand.Right);
        _poor = [.. Enumerable.Range(0, CapturesEach).Select(_ => blurred.PoorCapture(random))];
    }

    public PalmSample Take(string person, Dice dice) => dice.Of(_captures[person]);

    public PalmSample TakePoor(Dice dice) => dice.Of(_poor);
}
