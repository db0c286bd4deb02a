using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>
/// What the live session is told of contexts. Of one context updates come in order, then the outcome, then its terminal update; what
/// only the store can confirm is not told while it is down.
/// </summary>
internal sealed class Teller(ContextTable table, BoopTestClock clock)
{
    internal LiveSession? Live { get; set; }

    private bool WantsProgress => Live is { WantsProgress: true };

    internal void Refuse(string contextId, WireError error, string? id) =>
        Live?.Send(new VendorError(error) { ContextId = contextId, Id = id });

    internal void Refuse(string contextId, ErrorCode code, string? id) => Refuse(contextId, WireError.Of(code), id);

    internal void Deliver(ContextEntry entry, string? id)
    {
        if (entry.OutcomeAt(clock.GetUtcNow()) is { } outcome)
        {
            Live?.Send(WireMapping.ToWire(entry, outcome, id));
        }
    }

    /// <summary>The context has left a phase.</summary>
    internal void Moved(ContextEntry entry, ContextPhase former, string? createId)
    {
        if (former is ContextPhase.Accepting)
        {
            Tell(entry, ContextStates.Accepted, createId);
        }

        if (entry.State.Phase is ContextPhase.Offered or ContextPhase.Presented or ContextPhase.Retrying)
        {
            Tell(entry, WireMapping.ToState(entry.State), id: null);
        }
    }

    /// <summary>The context was looked a scanner for, and there is none.</summary>
    internal void Waits(ContextEntry entry)
    {
        if (entry.State is { Phase: ContextPhase.Waiting, IsBusy: false } && entry.Told is not ContextStates.Waiting)
        {
            Tell(entry, ContextStates.Waiting, id: null);
        }
    }

    /// <summary>The outcome is on its way; this follows it.</summary>
    internal void Ended(ContextEntry entry)
    {
        if (WantsProgress)
        {
            Live!.Send(Update(entry, WireMapping.ToState(entry.State), id: null));
        }
    }

    /// <summary>Answers whoever looks.</summary>
    internal void Show(ContextEntry entry, string? id)
    {
        if (table.IsStoreDown)
        {
            Refuse(entry.State.Id.Value, ErrorCode.Unavailable, id);
        }
        else
        {
            Live?.Send(Update(entry, WireMapping.ToState(entry.State), id));
        }
    }

    internal BoopTestContext ToContext(ContextEntry entry)
    {
        Outcome? outcome = entry.OutcomeAt(clock.GetUtcNow());
        return new BoopTestContext(entry.State.Id.Value, entry.Asked, WireMapping.ToState(entry.State))
        {
            ExpiresIn = Left(entry),
            Outcome = outcome is null ? null : WireMapping.ToOutcome(entry, outcome),
            IsAcknowledged = entry.IsAcknowledged,
            Creates = entry.Creates,
        };
    }

    private void Tell(ContextEntry entry, string state, string? id)
    {
        if (WantsProgress)
        {
            entry.Told = state;
            if (!table.IsStoreDown)
            {
                Live!.Send(Update(entry, state, id));
            }
        }
    }

    private ContextUpdate Update(ContextEntry entry, string state, string? id) =>
        new(entry.State.Id.Value, state, (int)Left(entry).TotalMilliseconds)
        {
            TerminalId = entry.State.IsOpen ? TerminalOf(entry.State)?.Value : null,
            Id = id,
        };

    private TimeSpan Left(ContextEntry entry)
    {
        TimeSpan left = entry.State.Deadline - clock.GetUtcNow();
        return entry.State.IsOpen && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Where it is shown, else where the vendor wants it shown.</summary>
    private static TerminalId? TerminalOf(ContextState state) =>
        state.Offer is { } offer ? ScannerFloor.TerminalOf(offer.Scanner) : state.Requirements.TerminalId;
}
