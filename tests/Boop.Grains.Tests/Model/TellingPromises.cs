using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>What a vendor's session may be told, and what it is owed.</summary>
internal sealed class TellingPromises(World world)
{
    /// <summary>What is due, or could not be written, is looked at within this time.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private Verdict Verdict => world.Verdict;

    private VendorRows Rows => world.Store.Rows;

    public void Tells(Activation owner, ModelVendor session, VendorNotice notice)
    {
        Verdict.Tell("tells", $"{session.Session.Value[..8]} {notice}");
        Verdict.Require(!session.IsEnded, "G4: a session that was ended is told more");
        if (notice is not VendorNotice.Lost)
            Verdict.Require(!owner.KnowsItIsLost, "G4: an owner tells that knows that it is none");
        switch (notice)
        {
            case VendorNotice.Decided decided:
                Decided(owner, session, decided);
                break;
            case VendorNotice.Updated updated:
                Updated(owner, session, updated);
                break;
            case VendorNotice.Refused refused:
                Refused(owner, session, refused);
                break;
        }
    }

    /// <summary>Nothing is under way, the store works, and this session is the live one: it has had all that it is owed.</summary>
    public void Rests(Activation owner, ModelVendor session)
    {
        foreach (StoredContext context in Rows.Contexts)
        {
            if (context is { Outcome: not null, IsSettled: false } && !world.Writings.IsAcknowledged(owner, context.Id))
                Verdict.Require(session.Told.ContainsKey(context.Id), $"G2: {context.Id} is decided, and the live session was not told");
            bool isOverdue = context.Outcome is null && owner.Now > context.Deadline + LongestPause && world.Now - world.Store.TroubledAt > LongestPause;
            Verdict.Require(!isOverdue, $"G1: {context.Id} is past its deadline, and nobody decides it");
        }

        foreach (VendorAsk ask in session.Asks.Where(ask => ask is { ReceivedAt: > 0, IsAnswered: false }))
        {
            bool mayWait = ask.Command is VendorCommand.Create create && Rows.Find(create.Context) is { Outcome: null };
            Verdict.Require(mayWait, $"G3: {ask.Command} was not answered");
        }
    }

    private void Decided(Activation owner, ModelVendor session, VendorNotice.Decided decided)
    {
        VendorAsk? answered = decided.MessageId is { } id ? session.Find(id) : null;
        world.Writings.Tells(owner, decided.Context, decided.Outcome, answered?.ReceivedAt ?? session.ArrivedAt);
        bool wasHandled = session.Former.Contains(decided.Context) && session.Speaker == owner;
        Verdict.Require(decided.MessageId is not null || !wasHandled, $"G2: {decided.Context} is sent again after its acknowledgement");
        Verdict.Require(decided.MessageId is null || answered?.Context == decided.Context, $"{decided} answers no message");
        Verdict.Require(session.Unconfirmed < 64, "G2: outcomes come faster than the socket takes them");
        session.Told[decided.Context] = world.Next();
        session.Unconfirmed++;
        foreach (VendorAsk ask in session.Asks.Where(ask => ask.Context == decided.Context && ask.ReceivedAt > 0))
            ask.IsAnswered |= ask.Command is VendorCommand.Create || ask.Id == decided.MessageId;
    }

    private void Updated(Activation owner, ModelVendor session, VendorNotice.Updated updated)
    {
        Verdict.Require(updated.MessageId is not null || session.WantsProgress, $"{updated.Context} is told unasked");
        if (Rows.Find(updated.Context) is not { } stored)
        {
            Verdict.Break($"G1: {updated.Context} is {updated.Progress} and not durable");
            return;
        }

        VendorAsk? ask = updated.MessageId is { } id ? session.Find(id) : null;
        ContextProgress? end = stored.Outcome?.Match(
            _ => ContextProgress.Succeeded, _ => ContextProgress.Failed, _ => ContextProgress.Cancelled, _ => ContextProgress.Expired);
        if (updated.Progress >= ContextProgress.Succeeded)
        {
            Verdict.Require(updated.Progress == end, $"G1: {updated.Context} is told {updated.Progress}, and is {end}");
            Verdict.Require(session.Told.ContainsKey(updated.Context), $"the end of {updated.Context} is told before its outcome");
        }
        else
        {
            long since = ask is { Command: VendorCommand.Look } ? ask.ReceivedAt : world.Screens.OfferedAt(owner, updated.Context);
            bool isConfirmed = owner.ConfirmedAt > since || (updated.Progress is ContextProgress.Accepted && owner.ConfirmedAt > 0);
            Verdict.Require(isConfirmed, $"G4: {updated.Context} is told {updated.Progress} from memory alone");
            Verdict.Require(ask is not null || !session.Ended.Contains(updated.Context), $"{updated.Context} is told {updated.Progress} after its end");
            Verdict.Require(updated.ExpiresInMs <= ContextRules.TimeToLive.TotalMilliseconds, $"G3: the deadline of {updated.Context} has moved");
            Verdict.Require(
                updated.ExpiresInMs >= Math.Max(0, (int)(stored.Deadline - owner.Now).TotalMilliseconds), $"G3: the deadline of {updated.Context} came nearer");
            if (ask is { Command: VendorCommand.Look })
            {
                double left = Math.Max(0, (stored.Deadline - ask.ReceivedAtTime).TotalMilliseconds);
                Verdict.Require(updated.ExpiresInMs <= left, $"G3: the deadline of {updated.Context} moved away");
            }
        }

        if (ask is null && updated.Progress >= ContextProgress.Succeeded)
            session.Ended.Add(updated.Context);
        if (ask is { Command: VendorCommand.Look })
            ask.IsAnswered = true;
    }

    private void Refused(Activation owner, ModelVendor session, VendorNotice.Refused refused)
    {
        VendorAsk? ask = refused.MessageId is { } id ? session.Find(id) : null;
        if (ask is null || ask.Context != refused.Context)
        {
            Verdict.Break($"{refused} answers no message");
            return;
        }

        ask.IsAnswered = true;
        bool isFull = ask.Window.Count >= ContextRules.ContextsPerWindow;
        bool isTrue = refused.Refusal.Code switch
        {
            RefusalCode.ContextNotFound => !ask.WasStored && owner.ConfirmedAt > ask.ReceivedAt && ask.Command is not VendorCommand.Create,
            RefusalCode.ContextIdConflict => ask.WasConflict
                || (ask.Command is VendorCommand.Create create && world.Writings.Conflicts(owner, create.Context, create.Requirements)),
            RefusalCode.Unavailable => world.Store.Troubles > ask.Troubles,
            RefusalCode.RateLimited => isFull,
            RefusalCode.TerminalBusy => ask.Command is VendorCommand.Create { Requirements.TerminalId: not null },
            _ => false,
        };
        Verdict.Require(isTrue, $"{ask.Command} is refused as {refused.Refusal.Code}, and nothing led to it");
        if (refused.Refusal is { Code: RefusalCode.RateLimited, RetryAfterMs: var wait } && !ask.IsWindowOpen && isFull)
        {
            TimeSpan due = ask.Window[ask.Window.Count - ContextRules.ContextsPerWindow] + ContextRules.LimitWindow - ask.ReceivedAtTime;
            Verdict.Require(wait == (int)Math.Ceiling(due.TotalMilliseconds), $"G5: a wait of {wait} ms is told, and it is {due}");
        }
    }
}
