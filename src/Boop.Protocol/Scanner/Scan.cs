namespace Boop.Protocol.Scanner;

/// <summary>One capture of a palm, taken after its offer was shown.</summary>
/// <param name="OfferId">Which offer it answers.</param>
/// <param name="Attempt">1 for the first capture of this offer, one more for each further one; the same number again is the same scan.</param>
/// <param name="Template">The palm template in the format of Boop.Palms.</param>
/// <param name="Quality">0 (useless) – 100 (perfect).</param>
/// <param name="Hand">Which hand.</param>
public sealed record Scan(string OfferId, int Attempt, ReadOnlyMemory<byte> Template, int Quality, Hand Hand) : ScannerClientMessage
{
    /// <summary>Attribute names that the person agreed to on the screen, for this context only.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>Says which scan, and leaves the template out.</summary>
    /// <returns>A text without the template.</returns>
    public override string ToString() => $"{nameof(Scan)} {{ {nameof(OfferId)} = {OfferId}, {nameof(Attempt)} = {Attempt} }}";
}
