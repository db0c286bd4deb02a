using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>What a scanner's message asks of its grain.</summary>
[GenerateSerializer, Immutable]
public abstract record ScannerCommand
{
    private ScannerCommand()
    {
    }

    /// <summary>A hand is over the scanner, the person refused, or the scanner cannot.</summary>
    [GenerateSerializer, Immutable, Alias("boop.scanner.report")]
    public sealed record Report(OfferId Offer, OfferReport Kind, string? MessageId) : ScannerCommand;

    /// <summary>One capture of a palm.</summary>
    [GenerateSerializer, Immutable, Alias("boop.scanner.scan")]
    public sealed record Scan(OfferId Offer, int Attempt, PalmCapture Capture, string? MessageId) : ScannerCommand;

    /// <summary>A message that the session answered by itself; it only keeps the numbering whole.</summary>
    [GenerateSerializer, Immutable, Alias("boop.scanner.count")]
    public sealed record Count : ScannerCommand
    {
        public static readonly Count One = new();
    }
}
