using System.Globalization;

namespace Boop.Grains.Tests.Model;

/// <summary>
/// How often a property is tried: 2 000 times, or as often as BOOP_PROPERTY_RUNS says.
/// Each run draws anew. A failure prints its seed, and CsCheck_Seed=… repeats it.
/// </summary>
internal static class PropertyRuns
{
    public static long Count { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("BOOP_PROPERTY_RUNS"), CultureInfo.InvariantCulture, out long runs) ? runs : 2_000;
}
