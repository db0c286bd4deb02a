using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>
/// Tells the vendor's session where contexts stand: unasked if it wants progress, and whoever looks.
/// Of one context updates come in order, then the outcome, then the terminal update.
/// </summary>
internal sealed class ProgressDesk(SessionSlot session, Delivery delivery, OfferDesk offers, Func<DateTimeOffset> now)
{
    private bool IsWanted => session.Current is { WantsProgress: true };

    /// <summary>The context has left a phase.</summary>
    public void Moved(ContextEntry entry, ContextPhase former)
    {
        if (!IsWanted)
            return;
        if (former is ContextPhase.Accepting)
            Tell(entry, ContextProgress.Accepted, entry.Creates?.FirstOrDefault(asker => session.IsCurrent(asker.Session)).MessageId);
        if (entry.State.Phase is ContextPhase.Offered or ContextPhase.Presented or ContextPhase.Retrying)
            Tell(entry, ProgressOf(entry.State.Phase), messageId: null);
    }

    /// <summary>The context was looked a scanner for, and there is none.</summary>
    public void Waits(ContextEntry entry)
    {
        if (IsWanted && entry.Told is not ContextProgress.Waiting)
            Tell(entry, ContextProgress.Waiting, messageId: null);
    }

    /// <summary>The outcome is on its way; this follows it.</summary>
    public void Decided(ContextId context, Outcome outcome)
    {
        if (IsWanted)
            delivery.Tell(Terminal(context, outcome, messageId: null));
    }

    /// <summary>Answers whoever looks at a context that is open and durable.</summary>
    public void Answer(ContextEntry entry, string? messageId) => AnswerAsOwner(
        new VendorNotice.Updated(entry.State.Id, ProgressOf(entry.State.Phase), Left(entry), TerminalOf(entry), messageId));

    /// <summary>Answers whoever looks at a context that is decided; the outcome is on its way before it.</summary>
    public void Answer(ContextId context, Outcome outcome, string? messageId) => AnswerAsOwner(Terminal(context, outcome, messageId));

    private static VendorNotice.Updated Terminal(ContextId context, Outcome outcome, string? messageId)
    {
        ContextProgress progress = outcome.Match(
            _ => ContextProgress.Succeeded, _ => ContextProgress.Failed, _ => ContextProgress.Cancelled, _ => ContextProgress.Expired);
        return new VendorNotice.Updated(context, progress, ExpiresInMs: 0, Terminal: null, messageId);
    }

    private static ContextProgress ProgressOf(ContextPhase phase) => phase switch
    {
        ContextPhase.Waiting => ContextProgress.Waiting,
        ContextPhase.Offered => ContextProgress.Offered,
        ContextPhase.Presented => ContextProgress.Presented,
        ContextPhase.Retrying => ContextProgress.Retrying,
        _ => throw new InvalidOperationException("A context that is not durable, or is decided, is told otherwise."),
    };

    private void AnswerAsOwner(VendorNotice.Updated update) => delivery.AnswerAsOwner(update, update.Context, update.MessageId);

    private void Tell(ContextEntry entry, ContextProgress progress, string? messageId)
    {
        entry.Told = progress;
        delivery.TellAsOwner(new VendorNotice.Updated(entry.State.Id, progress, Left(entry), TerminalOf(entry), messageId));
    }

    private int Left(ContextEntry entry) => Math.Max(0, (int)(entry.State.Deadline - now()).TotalMilliseconds);

    /// <summary>Where it is shown, else where the vendor wants it shown.</summary>
    private TerminalId? TerminalOf(ContextEntry entry) =>
        entry.State.Offer is { } offer ? offers.TerminalOf(offer.Scanner) : entry.State.Requirements.TerminalId;
}
