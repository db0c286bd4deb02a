using System.Numerics;

namespace Boop.Palms;

/// <summary>
/// How unlike two palms are: the fraction of differing code bits over the cells that both have seen. 0 is the same palm seen the same
/// way, 0.5 is what two unrelated palms show on average, 1 is every cell at right angles.
/// </summary>
public static class PalmDistance
{
    /// <summary>With fewer common cells than this two templates are not comparable.</summary>
    public const int MinimumCommonCells = 512;

    /// <summary>What two templates that are not comparable are given: further apart than any match.</summary>
    public const double Incomparable = 1;

    /// <summary>
    /// Two templates at this distance or nearer are the same palm. Set between the measured distances of scans of one palm and of
    /// different palms, nearer to the former; <c>docs/identity.md</c> has the figures and how to measure them again.
    /// 9/32 is a whole number of bits of a fully seen pair, so that the edge itself can be met.
    /// </summary>
    public const double MatchThreshold = 9 / 32.0;

    /// <summary>When another person is nearer to the best match than this, the scan tells nobody apart.</summary>
    public const double AmbiguityMargin = 1 / 32.0;

    /// <summary>The distance of two templates, symmetric, in [0, 1].</summary>
    public static double Between(PalmTemplate first, PalmTemplate second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);

        const int Words = PalmTemplate.PlaneWords;
        ReadOnlySpan<ulong> a = first.Codes, b = second.Codes;
        ReadOnlySpan<ulong> maskA = first.Mask, maskB = second.Mask;
        var (common, differing) = (0, 0);
        for (var i = 0; i < Words; i++)
        {
            var mask = maskA[i] & maskB[i];
            common += BitOperations.PopCount(mask);
            differing += BitOperations.PopCount((a[i] ^ b[i]) & mask)
                + BitOperations.PopCount((a[Words + i] ^ b[Words + i]) & mask)
                + BitOperations.PopCount((a[(2 * Words) + i] ^ b[(2 * Words) + i]) & mask);
        }

        return common < MinimumCommonCells ? Incomparable : differing / (3.0 * common);
    }
}
