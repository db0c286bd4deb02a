using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Contexts.Limits;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>
/// Lets contexts in: one per id, whatever is repeated, and no more than the limits allow.
/// A create that awaits its commit counts against the limit; a refused or repeated one does not.
/// </summary>
internal sealed class Admission(VendorId vendor, VendorServices services, VendorOwner owner, SessionSlot session, SlidingWindow accepted)
{
    public void Create(VendorCommand.Create create)
    {
        Refusal? refusal = CheckTerminal(create.Requirements, out ScannerRecord? terminal);
        if (owner.Contexts.Find(create.Context) is { } known)
            Repeat(known, create, refusal);
        else if ((refusal ?? CheckLimits(terminal)) is { } reason)
            owner.Run(RefuseUnlessStoredAsync(create, reason, isConflictToldFirst: refusal is null));
        else
            owner.Run(AcceptAsync(create));
    }

    /// <summary>Whether the terminal is one of the vendor's, and whether it may be left out.</summary>
    private Refusal? CheckTerminal(Requirements requirements, out ScannerRecord? terminal)
    {
        terminal = null;
        Refusal wrong = new(RefusalCode.InvalidRequirements) { Field = "terminal_id" };
        if (requirements.TerminalId is { } named)
        {
            terminal = services.Directory.ScannersOf(vendor).FirstOrDefault(scanner => scanner.Terminal == named);
            return terminal is null ? wrong : null;
        }

        // A stranger at till 1 must not pay till 2's bill.
        bool isAmbiguous = requirements.Kind is ContextKind.Payment
            && services.Directory.FindVendor(vendor) is { PoolsScanners: false }
            && services.Directory.ScannersOf(vendor).Skip(1).Any();
        return isAmbiguous ? wrong : null;
    }

    private Refusal? CheckLimits(ScannerRecord? terminal)
    {
        if (terminal is not null && owner.Contexts.CountNaming(terminal.Terminal) >= owner.Offers.CapacityOf(terminal))
            return new Refusal(RefusalCode.TerminalBusy);
        TimeSpan wait = accepted.TimeUntilBelow(ContextRules.ContextsPerWindow, owner.Now);
        return wait > TimeSpan.Zero
            ? new Refusal(RefusalCode.RateLimited) { RetryAfterMs = (int)Math.Ceiling(wait.TotalMilliseconds) }
            : null;
    }

    /// <summary>A repeated create is always safe, even where its terminal is gone since; other requirements are checked before the id.</summary>
    private void Repeat(ContextEntry known, VendorCommand.Create create, Refusal? refusal)
    {
        if (known.State.Requirements != create.Requirements)
            Refuse(create, refusal ?? new Refusal(RefusalCode.ContextIdConflict));
        else if (known.Outcome is { } outcome)
            owner.Deliver(create.Context, outcome, create.MessageId);
        else
            Wait(known, create);
    }

    /// <summary>What is durable needs no answer yet; what is late has had its answer, and so has whoever repeats it.</summary>
    private void Wait(ContextEntry known, VendorCommand.Create create)
    {
        if (known is { Creates: not null, IsLate: true })
            Refuse(create, new Refusal(RefusalCode.Unavailable));
        else
            known.Creates?.Add(Waiting(create));
    }

    private async Task AcceptAsync(VendorCommand.Create create)
    {
        DateTimeOffset now = owner.Now;
        ContextEntry entry = owner.Contexts.Add(ContextState.Create(create.Context, create.Requirements, now));
        entry.Creates = [Waiting(create)];
        accepted.Add(now);

        JournalRecord record = new JournalRecord.Accepted(create.Context, create.Requirements, now, entry.State.Deadline);
        Task<AppendAnswer?> write = owner.Ledger.WriteAsync([record], isConflictExpected: true);
        if (await IsLateAsync(write))
        {
            entry.IsLate = true;
            TellUnavailable(entry);
        }

        AppendAnswer? answer = await write;
        if (answer is AppendAnswer.Written)
        {
            owner.Contexts.Apply(entry, new ContextEvent.Stored());
            entry.Creates = null;
            owner.Inquiries.Stored(entry);
            return;
        }

        if (answer is null)
            return;
        owner.Contexts.Remove(entry);
        accepted.Remove(now);
        if (answer is AppendAnswer.Conflict)
            await AnswerStoredAsync(create, entry);
        else
            TellUnavailable(entry);
        owner.Inquiries.Dropped(entry);
    }

    private async Task<bool> IsLateAsync(Task write)
    {
        try
        {
            await write.WaitAsync(ContextRules.CommitTimeout, services.Time);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    /// <summary>Nobody remembers this id but the store: the context is settled, or was once.</summary>
    private async Task AnswerStoredAsync(VendorCommand.Create create, ContextEntry entry)
    {
        if (await FindStoredAsync(create.Context) is not { } stored)
        {
            TellUnavailable(entry);
            return;
        }

        foreach (Asker waiting in entry.Creates ?? [])
        {
            if (session.IsCurrent(waiting.Session))
                AnswerStored(stored, create with { MessageId = waiting.MessageId });
        }
    }

    private async Task RefuseUnlessStoredAsync(VendorCommand.Create create, Refusal refusal, bool isConflictToldFirst)
    {
        SessionId? asking = session.Current?.Id;
        StoredContext? stored;
        try
        {
            stored = await services.Store.FindAsync(vendor, create.Context, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            stored = null;
            refusal = new Refusal(RefusalCode.Unavailable);
        }

        if (owner.IsLost || session.Current?.Id != asking)
            return;
        bool isConflict = stored is not null && stored.Requirements != create.Requirements;
        if (stored is null || (isConflict && !isConflictToldFirst))
            Refuse(create, refusal);
        else
            AnswerStored(stored, create);
    }

    private async Task<StoredContext?> FindStoredAsync(ContextId context)
    {
        try
        {
            StoredContext? stored = await services.Store.FindAsync(vendor, context, CancellationToken.None);
            return owner.IsLost ? null : stored;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private void AnswerStored(StoredContext stored, VendorCommand.Create create)
    {
        if (stored.Requirements != create.Requirements)
            Refuse(create, new Refusal(RefusalCode.ContextIdConflict));
        else if (stored.Outcome is { } outcome)
            owner.Deliver(create.Context, outcome, create.MessageId);
        else if (owner.Contexts.Find(create.Context) is { } known)
            Wait(known, create);
        else
            owner.Lose();
    }

    private void TellUnavailable(ContextEntry entry)
    {
        foreach (Asker waiting in entry.Creates ?? [])
            session.Refuse(entry.State.Id, new Refusal(RefusalCode.Unavailable), waiting);
        entry.Creates = [];
    }

    private void Refuse(VendorCommand.Create create, Refusal refusal) =>
        session.Current?.Tell(new VendorNotice.Refused(create.Context, refusal, create.MessageId));

    private Asker Waiting(VendorCommand.Create create) => new(session.Current!.Id, create.MessageId);
}
