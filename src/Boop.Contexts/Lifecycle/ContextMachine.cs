using System.Collections.Immutable;

namespace Boop.Contexts.Lifecycle;

/// <summary>
/// The rules by which a context comes to its one outcome (G1): (state, event, now) → (state, effects).
/// Nothing is told before it is durable, and a scan read before the deadline goes before the expiry.
/// </summary>
public static class ContextMachine
{
    public static Transition Apply(ContextState state, ContextEvent @event, DateTimeOffset now)
    {
        if (state.IsBusy)
            return WhileBusy(state, @event, now);
        Transition transition = WhileSettled(state, @event, now);
        return Drain(transition, now);
    }

    private static Transition WhileBusy(ContextState state, ContextEvent @event, DateTimeOffset now)
    {
        switch (@event)
        {
            case ContextEvent.ScanJudged judged when state.Scan == judged.Scan && state.Undecided is null:
                return Drain(Judged(state, judged, now), now);
            case ContextEvent.WriteSucceeded:
                return Drain(Written(state), now);
            case ContextEvent.WriteFailed:
                return TellWhoCancels(WaitAgain(state, Drain(NotWritten(state), now)));
            case ContextEvent.ScanRead read:
                // One scan at a time: whoever sends the next before the answer broke the rule, and nothing is counted.
                // It is not too late because of a decision that is being written: that may yet fail.
                bool isOver = state.Offer?.Id != read.Scan.Offer || now >= state.Deadline;
                return Only(state, Answer(state, read.Scan, isOver ? ScanVerdict.TooLate : ScanVerdict.Refused));
            case ContextEvent.Presented or ContextEvent.ScanJudged or ContextEvent.Stored or ContextEvent.ClockAdvanced:
                return Only(state);
            default:
                return Only(state with { Deferred = state.Deferred.Enqueue(@event) });
        }
    }

    private static Transition WhileSettled(ContextState state, ContextEvent @event, DateTimeOffset now) => @event switch
    {
        ContextEvent.Stored when state.Phase is ContextPhase.Accepting => Stored(state with { Phase = ContextPhase.Waiting }, now),
        ContextEvent.Offered offered when state.Phase is ContextPhase.Waiting =>
            Only(state with { Phase = ContextPhase.Offered, Offer = new ActiveOffer(offered.Offer, offered.Scanner) }),
        ContextEvent.Presented presented when IsCurrent(state, presented.Offer) =>
            Only(state with { Phase = ContextPhase.Presented }),
        ContextEvent.OfferVoided voided when IsCurrent(state, voided.Offer) =>
            Only(Unoffered(state), new ContextEffect.FindScanner()),
        ContextEvent.ScanRead read => Read(state, read.Scan, now),
        ContextEvent.Declined declined when IsCurrent(state, declined.Offer) =>
            Decide(state, new Outcome.Failed(FailureReason.Declined, now)),
        ContextEvent.ScannerFailed failed when IsCurrent(state, failed.Offer) => Failed(state, now),
        ContextEvent.CancelRequested when state.Phase is ContextPhase.Accepting => Only(state with { IsCancelRequested = true }),
        ContextEvent.CancelRequested when state.IsOpen => Cancel(state, now),
        ContextEvent.ClockAdvanced when state.Unwritten is { } unwritten => Decide(state, unwritten),
        ContextEvent.ClockAdvanced when state.Phase is not (ContextPhase.Accepting or ContextPhase.Decided) && now >= state.Deadline =>
            Decide(state, new Outcome.Expired(now)),
        _ => Only(state),
    };

    private static Transition Stored(ContextState state, DateTimeOffset now) =>
        state.IsCancelRequested ? Cancel(state, now) : Only(state, new ContextEffect.FindScanner());

    /// <summary>Whatever was decided before, durable or not, goes before the cancel; and so does the expiry.</summary>
    private static Transition Cancel(ContextState state, DateTimeOffset now) => Decide(
        state with { IsCancelRequested = true }, state.Unwritten ?? (now >= state.Deadline ? new Outcome.Expired(now) : new Outcome.Cancelled(now)));

    private static Transition Read(ContextState state, ScanReference scan, DateTimeOffset now)
    {
        if (!IsCurrent(state, scan.Offer) || now >= state.Deadline)
            return Only(state, Answer(state, scan, ScanVerdict.TooLate));
        ActiveOffer offer = state.Offer!;
        if (offer.Scans >= ContextRules.ScansPerOffer)
            return Only(state, Answer(state, scan, ScanVerdict.Refused));
        ContextState judging = state with
        {
            Phase = ContextPhase.Presented,
            Offer = offer with { Scans = offer.Scans + 1 },
            Scan = scan,
        };
        return Only(judging, new ContextEffect.JudgeScan(scan));
    }

    private static Transition Judged(ContextState state, ContextEvent.ScanJudged judged, DateTimeOffset now)
    {
        switch (judged.Judgement)
        {
            case Judgement.Conclusive conclusive:
                return Decide(state, conclusive.Outcome);
            case Judgement.NotRecognised when state.AttemptsLeft <= 1:
                return Decide(state, new Outcome.Failed(FailureReason.UserNotFound, now));
            case Judgement.NotRecognised:
                return Only(state, new ContextEffect.StoreScanCount(state.Unrecognised + 1, AnswerCounted(Counted(state), judged.Scan)));
            case Judgement.PoorQuality:
                return Only(Retrying(state) with { Scan = null }, Answer(state, judged.Scan, ScanVerdict.PoorQuality));
            case Judgement.Unreadable:
                return Only(state with { Scan = null }, Answer(state, judged.Scan, ScanVerdict.Refused));
            case Judgement.Unavailable:
                return Only(Uncounted(state), Answer(state, judged.Scan, ScanVerdict.Unavailable));
            default:
                throw new InvalidOperationException("Judgement is a closed set.");
        }
    }

    private static Transition Failed(ContextState state, DateTimeOffset now)
    {
        if (state.Requirements.TerminalId is not null)
            return Decide(state, new Outcome.Failed(FailureReason.ScannerFailed, now));
        ActiveOffer offer = state.Offer!;
        ContextState elsewhere = Unoffered(state) with { FailedScanners = state.FailedScanners.Add(offer.Scanner) };
        return Only(elsewhere, new ContextEffect.EndOffer(offer, IsAnswered: false), new ContextEffect.FindScanner());
    }

    private static Transition Decide(ContextState state, Outcome outcome) => Only(
        state with { Undecided = outcome, Unwritten = null },
        new ContextEffect.StoreOutcome(outcome, state.Scan is { } scan ? AnswerDecided(state, scan, outcome) : null));

    private static Transition Written(ContextState state)
    {
        if (state.Undecided is not { } outcome)
        {
            ContextState counted = Counted(state);
            return Only(Retrying(counted) with { Scan = null }, AnswerCounted(counted, state.Scan!.Value));
        }

        ContextState decided = Unoffered(state) with { Phase = ContextPhase.Decided, Outcome = outcome, Scan = null, Undecided = null };
        Transition transition = Only(decided);
        if (state.Scan is { } scan)
            transition = transition.With(AnswerDecided(state, scan, outcome));
        if (state.Offer is { } offer)
            transition = transition.With(new ContextEffect.EndOffer(offer, IsAnswered: state.Scan is not null));
        return transition.With(new ContextEffect.Announce(outcome));
    }

    private static Transition NotWritten(ContextState state)
    {
        ContextState undecided = Uncounted(state) with { Undecided = null };
        if (state.Scan is { } scan)
            return Only(undecided, Answer(state, scan, ScanVerdict.Unavailable));
        // Nobody would say it again: a person who declined has gone.
        return Only(state.Undecided is Outcome.Failed ? undecided with { Unwritten = state.Undecided } : undecided);
    }

    /// <summary>What waited was offered to nobody while its decision was being written.</summary>
    private static Transition WaitAgain(ContextState before, Transition transition) =>
        before.Phase is ContextPhase.Waiting && transition.State is { Phase: ContextPhase.Waiting, IsBusy: false }
            ? transition.With(new ContextEffect.FindScanner())
            : transition;

    /// <summary>Unless something that was asked meanwhile decides in its place.</summary>
    private static Transition TellWhoCancels(Transition transition) => transition.State is { IsCancelRequested: true, IsBusy: false }
        ? transition.With(new ContextEffect.TellUndecided()) with { State = transition.State with { IsCancelRequested = false } }
        : transition;

    private static Transition Drain(Transition transition, DateTimeOffset now)
    {
        while (!transition.State.IsBusy && !transition.State.Deferred.IsEmpty)
        {
            ContextState rest = transition.State with { Deferred = transition.State.Deferred.Dequeue(out ContextEvent next) };
            Transition step = WhileSettled(rest, next, now);
            transition = new Transition(step.State, transition.Effects.AddRange(step.Effects));
        }

        return transition;
    }

    private static bool IsCurrent(ContextState state, OfferId offer) => state.IsOpen && state.Offer?.Id == offer;

    /// <summary>Where the offer goes on, its person tries again.</summary>
    private static ContextState Retrying(ContextState state) =>
        state.Offer is null ? state : state with { Phase = ContextPhase.Retrying };

    private static ContextState Counted(ContextState state) => state with { Unrecognised = state.Unrecognised + 1 };

    private static ContextState Unoffered(ContextState state) => state with { Phase = ContextPhase.Waiting, Offer = null };

    /// <summary>A scan that came to nothing through no fault of the person takes nothing from the offer.</summary>
    private static ContextState Uncounted(ContextState state) => state.Scan is null
        ? state
        : state with { Scan = null, Offer = state.Offer is { } offer ? offer with { Scans = offer.Scans - 1 } : null };

    private static ContextEffect.AnswerScan Answer(ContextState state, ScanReference scan, ScanVerdict verdict) =>
        new(scan, verdict, state.AttemptsLeft);

    private static ContextEffect.AnswerScan AnswerCounted(ContextState counted, ScanReference scan) =>
        Answer(counted, scan, ScanVerdict.NotRecognised);

    /// <summary>The third unrecognised scan decides too, but its person was not recognised.</summary>
    private static ContextEffect.AnswerScan AnswerDecided(ContextState state, ScanReference scan, Outcome outcome) =>
        outcome is Outcome.Failed { Reason: FailureReason.UserNotFound }
            ? new ContextEffect.AnswerScan(scan, ScanVerdict.NotRecognised, 0)
            : Answer(state, scan, ScanVerdict.Accepted);

    private static Transition Only(ContextState state, params ImmutableArray<ContextEffect> effects) => new(state, effects);
}
