using System.Security.Cryptography;
using System.Text;

namespace Boop.Palms;

/// <summary>
/// The palm of a person who does not exist, for the simulated scanner, the demo and tests. A seed and a hand fix the palm's
/// pattern for ever and on every machine; each capture sees that pattern through noise and with parts hidden.
/// Neither the enrolled template nor any capture is the pattern itself, and no capture is the enrolled template.
/// It is no model of real hands: figures measured with it say how the code behaves, not how people differ.
/// </summary>
public sealed class SyntheticPalm
{
    private const int CoarseRadius = 2;
    private const int FineRadius = 1;
    private const double FineWeight = 0.7;

    private readonly OrientationField _pattern;

    private SyntheticPalm(Hand hand, OrientationField pattern, PalmTemplate enrolled)
    {
        Hand = hand;
        _pattern = pattern;
        Enrolled = enrolled;
    }

    public Hand Hand { get; }

    /// <summary>The template to keep on record; the same every time.</summary>
    public PalmTemplate Enrolled { get; }

    /// <summary>The palm of this hand of the person that <paramref name="personSeed"/> stands for.</summary>
    public static SyntheticPalm Of(string personSeed, Hand hand)
    {
        ArgumentException.ThrowIfNullOrEmpty(personSeed);
        var label = hand switch
        {
            Hand.Left => "left",
            Hand.Right => "right",
            _ => throw new ArgumentOutOfRangeException(nameof(hand)),
        };

        var stream = new SeededStream(SHA256.HashData(Encoding.UTF8.GetBytes($"boop synthetic palm 1\n{label}\n{personSeed}")));
        var pattern = OrientationField.Draw(stream.NextUniform, CoarseRadius)
            .Plus(OrientationField.Draw(stream.NextUniform, FineRadius), FineWeight);
        return new SyntheticPalm(hand, pattern, See(pattern, stream.NextUniform, CaptureConditions.Enrolment, out _));
    }

    /// <summary>One scan of this palm under <see cref="CaptureConditions.Typical"/> conditions.</summary>
    public PalmSample Capture(Random random) => Capture(random, CaptureConditions.Typical);

    /// <summary>One scan of this palm.</summary>
    public PalmSample Capture(Random random, CaptureConditions conditions)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(conditions);
        var template = See(_pattern, random.NextDouble, conditions, out var quality);
        return new PalmSample(template, quality, Hand);
    }

    /// <summary>One scan that is too poor to be searched.</summary>
    public PalmSample PoorCapture(Random random) => Capture(random, CaptureConditions.Poor);

    private static PalmTemplate See(
        OrientationField pattern, Func<double> nextUniform, CaptureConditions conditions, out int quality)
    {
        // Half of the disturbance is smooth (the hand bends, light falls off), half is the sensor's own. A cell then turns to a
        // neighbouring orientation where the pattern is weak or near the border of two, as with real filters.
        var seen = pattern
            .Plus(OrientationField.Draw(nextUniform, CoarseRadius), conditions.Noise)
            .Plus(OrientationField.Draw(nextUniform, 0), conditions.Noise);
        var visible = Occlusion.Draw(nextUniform, conditions.Occlusion);
        var template = PalmTemplate.FromOrientations(seen.Quantise(), visible);
        quality = (int)(QualityRule.Highest * (1 - conditions.Noise) * template.UsableCells / PalmTemplate.CellCount);
        return template;
    }
}
