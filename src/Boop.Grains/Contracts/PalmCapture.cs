using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>What a scanner read of a palm, not yet parsed.</summary>
/// <param name="Template">The template's bytes.</param>
/// <param name="Quality">0–100.</param>
/// <param name="IsLeftHand">Which hand.</param>
/// <param name="Consents">Names agreed to on the screen.</param>
[GenerateSerializer, Immutable, Alias("boop.palm-capture")]
public sealed record PalmCapture(ReadOnlyMemory<byte> Template, int Quality, bool IsLeftHand, AttributeNames Consents)
{
    public override string ToString() => nameof(PalmCapture);
}
