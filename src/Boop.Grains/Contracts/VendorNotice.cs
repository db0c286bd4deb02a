using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>What a vendor's grain tells the vendor's session.</summary>
[GenerateSerializer, Immutable]
public abstract record VendorNotice
{
    private VendorNotice()
    {
    }

    /// <summary>Its place among the notices of one session, from 1 without a gap; 0 where nobody counts.</summary>
    [Id(0)]
    public long Number { get; init; }

    /// <summary>A durable outcome. <paramref name="MessageId"/> is set where it directly answers a message.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.decided")]
    public sealed record Decided(ContextId Context, Outcome Outcome, string? MessageId) : VendorNotice;

    /// <summary>Where a context stands. <paramref name="MessageId"/> is set where it directly answers a message.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.updated")]
    public sealed record Updated(ContextId Context, ContextProgress Progress, int ExpiresInMs, TerminalId? Terminal, string? MessageId)
        : VendorNotice;

    /// <summary>A create, a cancel or a look that was not carried out.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.refused")]
    public sealed record Refused(ContextId Context, Refusal Refusal, string? MessageId) : VendorNotice;

    /// <summary>A newer session is in: say so and close.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.replaced")]
    public sealed record Replaced : VendorNotice;

    /// <summary>Somebody wants in: find out whether the peer still lives, and answer with <see cref="IVendorGrain.AliveAsync"/>.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.probe")]
    public sealed record Probe : VendorNotice;

    /// <summary>The grain cannot serve this session any longer: close 1012, so that the client comes back.</summary>
    [GenerateSerializer, Immutable, Alias("boop.vendor.lost")]
    public sealed record Lost : VendorNotice;
}
