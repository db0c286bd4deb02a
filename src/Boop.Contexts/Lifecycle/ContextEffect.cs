namespace Boop.Contexts.Lifecycle;

/// <summary>What must be done because of an event, in the order given.</summary>
public abstract record ContextEffect
{
    private ContextEffect()
    {
    }

    /// <summary>Make the outcome durable; answer with <see cref="ContextEvent.WriteSucceeded"/> or <see cref="ContextEvent.WriteFailed"/>.</summary>
    public sealed record StoreOutcome(Outcome Outcome) : ContextEffect;

    /// <summary>Make the count of unrecognised scans durable; answered likewise.</summary>
    public sealed record StoreScanCount(int Unrecognised) : ContextEffect;

    /// <summary>Identify the person of this scan and decide; answer with <see cref="ContextEvent.ScanJudged"/>.</summary>
    public sealed record JudgeScan(ScanReference Scan) : ContextEffect;

    /// <summary>Tell the scanner what came of its scan.</summary>
    public sealed record AnswerScan(ScanReference Scan, ScanVerdict Verdict, int AttemptsLeft) : ContextEffect;

    /// <summary>The offer is over: free its place, and unless its scanner was just answered with the end of it, clear the screen.</summary>
    public sealed record EndOffer(ActiveOffer Offer, bool IsAnswered) : ContextEffect;

    /// <summary>The context waits: find it a scanner.</summary>
    public sealed record FindScanner : ContextEffect;

    /// <summary>The outcome is durable: tell the vendor.</summary>
    public sealed record Announce(Outcome Outcome) : ContextEffect;
}
