namespace Boop.Palms;

/// <summary>What a scanner hands over after one scan.</summary>
/// <param name="Template">The palm as it was seen this time.</param>
/// <param name="Quality">0…100, see <see cref="QualityRule"/>.</param>
/// <param name="Hand">Which hand was held over the scanner.</param>
public sealed record PalmSample(PalmTemplate Template, int Quality, Hand Hand);
