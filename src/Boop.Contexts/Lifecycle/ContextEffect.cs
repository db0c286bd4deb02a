namespace Boop.Contexts.Lifecycle;

/// <summary>What must be done because of an event, in the order given.</summary>
public abstract record ContextEffect
{
    private ContextEffect()
    {
    }

    /// <summary>
    /// Make the outcome durable, and with it the answer to the scan that decides, where one does;
    /// answer with <see cref="ContextEvent.WriteSucceeded"/> or <see cref="ContextEvent.WriteFailed"/>.
    /// </summary>
    public sealed record StoreOutcome(Outcome Outcome, AnswerScan? Answer = null) : ContextEffect;

    /// <summary>Make the count of unrecognised scans durable, and the answer to the scan; answered likewise.</summary>
    public sealed record StoreScanCount(int Unrecognised, AnswerScan Answer) : ContextEffect;

    /// <summary>A cancel, or what goes before it, could not be made durable: whoever asked for it is told so.</summary>
    public sealed record TellUndecided : ContextEffect;

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
