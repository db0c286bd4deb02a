using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>
/// Answers cancels and looks. A cancel is answered with the outcome that won; nobody is answered before the context is durable,
/// and that there is none is told only once the store has been asked and this owner confirmed (G4).
/// </summary>
internal sealed class Inquiries(VendorId vendor, IContextStore store, VendorOwner owner, SessionSlot session)
{
    public void Cancel(VendorCommand.Cancel cancel) => Cancel(cancel.Context, new Asker(session.Current!.Id, cancel.MessageId));

    public void Look(VendorCommand.Look look) => Look(look.Context, new Asker(session.Current!.Id, look.MessageId));

    /// <summary>The outcome is durable: it goes to the live session, as the answer to each cancel that waits there.</summary>
    public void Announce(ContextEntry entry, Outcome outcome)
    {
        Asker[] waiting = Take(entry.Cancels);
        if (waiting.Length == 0)
            owner.Deliver(entry.State.Id, outcome, messageId: null);
        foreach (Asker asker in waiting)
            owner.Deliver(entry.State.Id, outcome, asker.MessageId);
    }

    /// <summary>A cancel could not be made durable.</summary>
    public void Undecided(ContextEntry entry)
    {
        foreach (Asker asker in Take(entry.Cancels))
            TellUnavailable(entry.State.Id, asker);
    }

    /// <summary>The context is durable: whoever looked at it meanwhile is answered.</summary>
    public void Stored(ContextEntry entry)
    {
        foreach (Asker asker in Take(entry.Looks))
            Look(entry.State.Id, asker);
    }

    /// <summary>The create came to nothing, or the store knows the context better: whoever asked of it is answered from there.</summary>
    public void Dropped(ContextEntry entry)
    {
        foreach (Asker asker in Take(entry.Cancels))
            Cancel(entry.State.Id, asker);
        foreach (Asker asker in Take(entry.Looks))
            Look(entry.State.Id, asker);
    }

    private void Cancel(ContextId context, Asker asker)
    {
        if (owner.Contexts.Find(context) is not { } known)
        {
            owner.Run(AnswerStoredAsync(context, asker, isLook: false));
        }
        else if (known.Outcome is { } outcome)
        {
            owner.Deliver(context, outcome, asker.MessageId);
        }
        else
        {
            known.Cancels.Add(asker);
            owner.Contexts.Apply(known, new ContextEvent.CancelRequested());
        }
    }

    private void Look(ContextId context, Asker asker)
    {
        if (owner.Contexts.Find(context) is not { } known)
            owner.Run(AnswerStoredAsync(context, asker, isLook: true));
        else if (known.Creates is not null)
            known.Looks.Add(asker);
        else if (known.Outcome is { } outcome)
            Show(context, outcome, asker);
        else
            owner.Progress.Answer(known, asker.MessageId);
    }

    private void Show(ContextId context, Outcome outcome, Asker asker)
    {
        owner.Deliver(context, outcome, asker.MessageId);
        owner.Progress.Answer(context, outcome, asker.MessageId);
    }

    /// <summary>Nobody here knows this id: the context is settled, or never was.</summary>
    private async Task AnswerStoredAsync(ContextId context, Asker asker, bool isLook)
    {
        StoredContext? stored;
        try
        {
            stored = await store.FindAsync(vendor, context, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            TellUnavailable(context, asker);
            return;
        }

        if (owner.IsLost || !session.IsCurrent(asker.Session))
            return;
        if (owner.Contexts.Find(context) is not null)
            Again(context, asker, isLook);
        else if (stored is null)
            owner.TellNotFound(context, asker.MessageId);
        else if (stored.Outcome is not { } outcome)
            owner.Lose();
        else if (isLook)
            Show(context, outcome, asker);
        else
            owner.Deliver(context, outcome, asker.MessageId);
    }

    private void Again(ContextId context, Asker asker, bool isLook)
    {
        if (isLook)
            Look(context, asker);
        else
            Cancel(context, asker);
    }

    private void TellUnavailable(ContextId context, Asker asker)
    {
        if (!owner.IsLost)
            session.Refuse(context, new Refusal(RefusalCode.Unavailable), asker);
    }

    /// <summary>Those that wait still; who has left meanwhile is owed nothing.</summary>
    private Asker[] Take(List<Asker> waiting)
    {
        Asker[] taken = [.. waiting.Where(asker => session.IsCurrent(asker.Session))];
        waiting.Clear();
        return taken;
    }
}
