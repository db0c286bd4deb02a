using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Grains.Contracts;

/// <summary>What a scanner's grain tells the scanner's session.</summary>
[GenerateSerializer, Immutable]
public abstract record ScannerNotice
{
    private ScannerNotice()
    {
    }

    /// <summary>Its place among the notices of one session, from 1 without a gap; 0 where nobody counts.</summary>
    [Id(0)]
    public long Number { get; init; }

    [GenerateSerializer, Immutable, Alias("boop.scanner.offered")]
    public sealed record Offered(ScannerOffer Offer) : ScannerNotice;

    [GenerateSerializer, Immutable, Alias("boop.scanner.withdrawn")]
    public sealed record Withdrawn(OfferId Offer, WithdrawalReason Reason, string? MessageId) : ScannerNotice;

    /// <summary>The answer to a scan; <see cref="ScanVerdict.Unavailable"/> becomes an error.</summary>
    [GenerateSerializer, Immutable, Alias("boop.scanner.answered")]
    public sealed record Answered(OfferId Offer, int Attempt, ScanAnswer Answer, string? MessageId) : ScannerNotice;

    /// <summary>A newer session is in: say so and close.</summary>
    [GenerateSerializer, Immutable, Alias("boop.scanner.replaced")]
    public sealed record Replaced : ScannerNotice;

    /// <summary>The grain cannot serve this session any longer: close 1012, so that the scanner comes back.</summary>
    [GenerateSerializer, Immutable, Alias("boop.scanner.lost")]
    public sealed record Lost : ScannerNotice;
}
