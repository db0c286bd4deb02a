namespace Boop.Palms.Tests;

/// <summary>The distances behind <see cref="PalmDistance.MatchThreshold"/>: printed for docs/identity.md, and held to its claims.</summary>
public sealed class SyntheticFigures(ITestOutputHelper output)
{
    private const int People = 400;

    private static readonly SyntheticPalm[] Palms =
        [.. Enumerable.Range(0, People).Select(i => SyntheticPalm.Of($"person {i}", i % 2 == 0 ? Hand.Left : Hand.Right))];

    [Fact]
    public void Scans_of_one_palm_are_clearly_below_the_threshold_and_of_different_palms_clearly_above()
    {
        var random = new Random(20041);
        var samples = Palms.Select(palm => palm.Capture(random).Template).ToArray();
        var poor = Palms.Select(palm => palm.PoorCapture(random).Template).ToArray();

        var genuine = Distances(samples, same: true);
        var impostor = Distances(samples, same: false);
        var poorGenuine = Distances(poor, same: true);
        var poorImpostor = Distances(poor, same: false);
        Print("one palm, typical scan", genuine);
        Print("different palms, typical scan", impostor);
        Print("one palm, poor scan", poorGenuine);
        Print("different palms, poor scan", poorImpostor);

        genuine.Max().ShouldBeLessThan(PalmDistance.MatchThreshold - PalmDistance.AmbiguityMargin);
        impostor.Min().ShouldBeGreaterThan(PalmDistance.MatchThreshold + PalmDistance.AmbiguityMargin);
        poorImpostor.Min().ShouldBeGreaterThan(PalmDistance.MatchThreshold + PalmDistance.AmbiguityMargin);
    }

    private static double[] Distances(PalmTemplate[] probes, bool same) =>
    [
        .. from probe in Enumerable.Range(0, People)
           from enrolled in Enumerable.Range(0, People)
           where (probe == enrolled) == same
           select PalmDistance.Between(probes[probe], Palms[enrolled].Enrolled),
    ];

    private void Print(string what, double[] distances)
    {
        var mean = distances.Average();
        var deviation = Math.Sqrt(distances.Average(d => (d - mean) * (d - mean)));
        output.WriteLine(
            $"{what,-32} n {distances.Length,6}  min {distances.Min():F3}  mean {mean:F3}  max {distances.Max():F3}  sd {deviation:F4}");
    }
}
