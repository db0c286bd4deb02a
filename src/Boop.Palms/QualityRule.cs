namespace Boop.Palms;

/// <summary>
/// A scanner states the quality of each scan from 0 (useless) to 100 (perfect). A scan below <see cref="Minimum"/> is poor:
/// it is not searched, so that a smeared image is never held against the person as "not recognised".
/// </summary>
public static class QualityRule
{
    public const int Lowest = 0;
    public const int Highest = 100;

    /// <summary>The lowest quality that is still searched.</summary>
    public const int Minimum = 40;

    public static bool IsInRange(int quality) => quality is >= Lowest and <= Highest;

    public static bool IsPoor(int quality) => quality < Minimum;
}
