using System.Collections.Immutable;

namespace Boop.Contexts.Lifecycle;

/// <summary>
/// One context at one moment. At most one scan is being judged or one write is under way (<see cref="IsBusy"/>);
/// what happens meanwhile is deferred, so that an event always meets a settled context;
/// the clock alone is not: it comes again.
/// </summary>
public sealed record ContextState(ContextId Id, Requirements Requirements, DateTimeOffset AcceptedAt, DateTimeOffset Deadline)
{
    public ContextPhase Phase { get; init; } = ContextPhase.Accepting;

    public ActiveOffer? Offer { get; init; }

    /// <summary>Scans that resembled nobody, durably counted.</summary>
    public int Unrecognised { get; init; }

    /// <summary>Scanners that failed it: it is never offered to them again.</summary>
    public ImmutableHashSet<ScannerId> FailedScanners { get; init; } = [];

    /// <summary>The durable outcome; null until then.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The scan that is being judged, or whose consequence is being written.</summary>
    public ScanReference? Scan { get; internal init; }

    /// <summary>The outcome that is being written.</summary>
    internal Outcome? Undecided { get; init; }

    /// <summary>An outcome that could not be written and is no expiry: it is tried again as the clock goes on.</summary>
    public Outcome? Unwritten { get; init; }

    /// <summary>The vendor withdrew it, and waits for the outcome.</summary>
    internal bool IsCancelRequested { get; init; }

    /// <summary>What happened while a scan was judged or a write was under way.</summary>
    internal ImmutableQueue<ContextEvent> Deferred { get; init; } = [];

    public bool IsOpen => Phase is not ContextPhase.Decided;

    public bool IsBusy => Scan is not null || Undecided is not null;

    public int AttemptsLeft => ContextRules.UnrecognisedScans - Unrecognised;

    /// <summary>A context that has just been created.</summary>
    public static ContextState Create(ContextId id, Requirements requirements, DateTimeOffset now) =>
        new(id, requirements, now, now + ContextRules.TimeToLive);

    /// <summary>
    /// A context from the store, decided or open. An open one waits again: its deadline does not move,
    /// and never lies further ahead than a new one's would.
    /// </summary>
    public static ContextState Restore(
        ContextId id,
        Requirements requirements,
        DateTimeOffset acceptedAt,
        DateTimeOffset deadline,
        int unrecognised,
        Outcome? outcome,
        DateTimeOffset now)
    {
        DateTimeOffset latest = now + ContextRules.TimeToLive;
        return new(id, requirements, acceptedAt, deadline < latest ? deadline : latest)
        {
            Phase = outcome is null ? ContextPhase.Waiting : ContextPhase.Decided,
            Unrecognised = unrecognised,
            Outcome = outcome,
        };
    }

    /// <summary>The requirements hold the vendor's text: the state's text holds none of them.</summary>
    public override string ToString() => $"{nameof(ContextState)} {{ {nameof(Id)} = {Id}, {nameof(Phase)} = {Phase}, {nameof(IsBusy)} = {IsBusy} }}";
}
