namespace Boop.Contexts.Lifecycle;

/// <summary>What can happen to a context.</summary>
public abstract record ContextEvent
{
    private ContextEvent()
    {
    }

    /// <summary>The create is durable.</summary>
    public sealed record Stored : ContextEvent;

    /// <summary>It was put on a scanner's screen.</summary>
    public sealed record Offered(OfferId Offer, ScannerId Scanner) : ContextEvent;

    /// <summary>A hand is over the scanner.</summary>
    public sealed record Presented(OfferId Offer) : ContextEvent;

    /// <summary>The offer is void: the scanner dropped, or yielded its place.</summary>
    public sealed record OfferVoided(OfferId Offer) : ContextEvent;

    /// <summary>A scan was read from the scanner's socket.</summary>
    public sealed record ScanRead(ScanReference Scan) : ContextEvent;

    /// <summary>That scan has been judged.</summary>
    public sealed record ScanJudged(ScanReference Scan, Judgement Judgement) : ContextEvent;

    /// <summary>The person refused on the screen.</summary>
    public sealed record Declined(OfferId Offer) : ContextEvent;

    /// <summary>The scanner cannot serve the offer.</summary>
    public sealed record ScannerFailed(OfferId Offer) : ContextEvent;

    /// <summary>The vendor withdraws it.</summary>
    public sealed record CancelRequested : ContextEvent;

    /// <summary>The clock may have passed the deadline.</summary>
    public sealed record ClockAdvanced : ContextEvent;

    /// <summary>What was to be stored is durable.</summary>
    public sealed record WriteSucceeded : ContextEvent;

    /// <summary>What was to be stored is not, and will not be.</summary>
    public sealed record WriteFailed : ContextEvent;
}
