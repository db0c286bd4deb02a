namespace Boop.Palms;

/// <summary>How well a synthetic palm is seen.</summary>
/// <param name="Noise">Strength of the disturbance relative to the pattern, above 0 and at most 1.</param>
/// <param name="Occlusion">Part of the palm that is not seen, 0…0.35.</param>
public sealed record CaptureConditions(double Noise, double Occlusion)
{
    /// <summary>A hand held well over a clean scanner.</summary>
    public static CaptureConditions Typical { get; } = new(0.45, 0.08);

    /// <summary>The careful enrolment: several images taken together.</summary>
    public static CaptureConditions Enrolment { get; } = new(0.2, 0.03);

    /// <summary>A moving or dirty hand; always below <see cref="QualityRule.Minimum"/>.</summary>
    public static CaptureConditions Poor { get; } = new(0.9, 0.3);

    public double Noise { get; } = Noise is > 0 and <= 1
        ? Noise
        : throw new ArgumentOutOfRangeException(nameof(Noise), "Noise is above 0 and at most 1.");

    public double Occlusion { get; } = Occlusion is >= 0 and <= 0.35
        ? Occlusion
        : throw new ArgumentOutOfRangeException(nameof(Occlusion), "Occlusion is 0 to 0.35.");
}
