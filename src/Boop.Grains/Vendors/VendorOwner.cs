using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Contexts.Limits;
using Boop.Grains.Contracts;
using Boop.Grains.Time;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>
/// Everything that one owner of a vendor does between its claim and its loss. Runs on the grain's single thread;
/// commits and identifications go on beside it and come back as events, so that no turn is held across them.
/// After <see cref="IsLost"/> nothing here may change or tell anything.
/// </summary>
internal sealed class VendorOwner
{
    private readonly VendorId _vendor;
    private readonly VendorServices _services;
    private readonly StoreClock _clock;
    private readonly Delivery _delivery;
    private readonly Func<Task, Task> _guard;
    private readonly Action _lose;

    /// <param name="vendor">Whose owner this is.</param>
    /// <param name="claim">What it starts from.</param>
    /// <param name="services">What every owner on this node uses.</param>
    /// <param name="session">The vendor's session.</param>
    /// <param name="guard">Watches work beside the grain's turns.</param>
    /// <param name="lose">Called once when a newer owner is there, or memory and store differ.</param>
    public VendorOwner(
        VendorId vendor, VendorClaim claim, VendorServices services, SessionSlot session, Func<Task, Task> guard, Action lose)
    {
        _vendor = vendor;
        _services = services;
        _guard = guard;
        _lose = lose;
        _clock = new StoreClock(claim.Now, claim.ReadAt, services.Time);
        Ledger = new Ledger(vendor, claim.Epoch, services, this);
        _delivery = new Delivery(session, Ledger.ConfirmAsync, Run);
        Contexts = new ContextTable(() => Now, (entry, former) => Progress!.Moved(entry, former), Perform);
        Offers = new OfferDesk(vendor, services, Contexts);
        Progress = new ProgressDesk(session, _delivery, Offers, () => Now);
        Inquiries = new Inquiries(vendor, services.Store, this, session);
        SlidingWindow accepted = new(ContextRules.LimitWindow, ContextRules.ContextsPerWindow);
        foreach (DateTimeOffset at in claim.RecentAcceptances)
            accepted.Add(at);
        Admission = new Admission(vendor, services, this, session, accepted);
        foreach (StoredContext stored in claim.Unsettled)
            Restore(stored);
    }

    public DateTimeOffset Now => _clock.Now;

    public bool IsLost { get; private set; }

    public Ledger Ledger { get; }

    public ContextTable Contexts { get; }

    public OfferDesk Offers { get; }

    public Admission Admission { get; }

    public Inquiries Inquiries { get; }

    public ProgressDesk Progress { get; }

    /// <summary>There are open contexts or outcomes to deliver: somebody must stay to care for them.</summary>
    public bool HasWork => Contexts.All.Count > 0;

    /// <summary>A new session gets everything that is not settled, oldest first.</summary>
    public void Redeliver()
    {
        _delivery.Restart();
        IEnumerable<ContextEntry> undelivered = Contexts.All
            .Where(entry => entry is { Outcome: not null, IsAcknowledged: false })
            .OrderBy(entry => entry.Outcome!.DecidedAt)
            .ThenBy(entry => entry.State.AcceptedAt);
        foreach (ContextEntry entry in undelivered)
        {
            Deliver(entry.State.Id, entry.Outcome!, messageId: null);
            Progress.Decided(entry.State.Id, entry.Outcome!);
        }
    }

    public void Deliver(ContextId context, Outcome outcome, string? messageId) => _delivery.Tell(context, outcome, messageId);

    /// <summary>Neither memory nor store know this context.</summary>
    public void TellNotFound(ContextId context, string? messageId) => _delivery.AnswerAsOwner(
        new VendorNotice.Refused(context, new Refusal(RefusalCode.ContextNotFound), messageId), context, messageId);

    public void Sent(int outcomes) => _delivery.Sent(outcomes);

    public void Acknowledge(IReadOnlyList<ContextId> contexts)
    {
        foreach (ContextId context in contexts)
        {
            // What is open cannot be acknowledged, and what is not here is settled already.
            if (Contexts.Find(context) is { Outcome: not null } entry)
            {
                entry.IsAcknowledged = true;
                Settle(entry);
            }
        }
    }

    public void Report(OfferId offer, OfferReport report)
    {
        if (Offers.Find(offer) is not { } placed)
            return;
        Contexts.Apply(placed.Context, report switch
        {
            OfferReport.Presented => new ContextEvent.Presented(offer),
            OfferReport.Declined => new ContextEvent.Declined(offer),
            _ => new ContextEvent.ScannerFailed(offer),
        });
    }

    public void Scan(ScannerId scanner, ScanReference scan, PalmCapture capture)
    {
        ContextEntry? entry = Offers.Find(scan.Offer) is { } placed ? Contexts.Find(placed.Context) : null;
        if (entry is null)
        {
            // Where its offer ended while it is judged, its answer is still to come.
            if (!Contexts.Open.Any(other => other.State.Scan == scan))
                Run(AnswerFormerAsync(scanner, scan));
            return;
        }

        if (!entry.State.IsBusy)
            entry.Capture = capture;
        Contexts.Apply(entry, new ContextEvent.ScanRead(scan));
        entry.Capture = null;
    }

    /// <summary>What is due by the clock: expiries, outcomes whose delivery ends, settlements to be tried again.</summary>
    public void Tick()
    {
        DateTimeOffset now = Now;
        foreach (ContextEntry entry in Contexts.All.ToArray())
        {
            if (entry.State.IsOpen)
            {
                if (now >= entry.State.Deadline || entry.State.Unwritten is not null)
                    Contexts.Apply(entry, new ContextEvent.ClockAdvanced());
            }
            else if (entry.IsAcknowledged || now >= entry.DeliveryEnds)
            {
                Settle(entry);
            }
        }
    }

    /// <summary>When <see cref="Tick"/> has something to do next; null where nothing is open and nothing unsettled.</summary>
    public DateTimeOffset? NextTick()
    {
        DateTimeOffset? next = null;
        foreach (ContextEntry entry in Contexts.All)
        {
            DateTimeOffset due = entry.IsAcknowledged || entry.State.Unwritten is not null ? Now
                : entry.State.IsOpen ? entry.State.Deadline
                : entry.DeliveryEnds ?? DateTimeOffset.MaxValue;
            if (next is null || due < next)
                next = due;
        }

        return next;
    }

    /// <summary>What the store holds open long after its deadline must be known here, or this owner is not what the store takes it for.</summary>
    public async Task CheckOverdueAsync(IReadOnlyList<ContextId> overdue)
    {
        foreach (ContextId context in overdue.Where(context => Contexts.Find(context) is null))
        {
            StoredContext? stored = await _services.Store.FindAsync(_vendor, context, CancellationToken.None);
            if (stored is { Outcome: null } && Contexts.Find(context) is null)
                Lose();
        }
    }

    public void Run(Task work) => _guard(work).Ignore();

    public void Lose()
    {
        if (IsLost)
            return;
        IsLost = true;
        _lose();
    }

    /// <summary>Ends without a word: what is told from now on is the next owner's.</summary>
    public void Leave()
    {
        IsLost = true;
        Offers.Leave();
    }

    private void Restore(StoredContext stored)
    {
        ContextState state = ContextState.Restore(
            stored.Id, stored.Requirements, stored.AcceptedAt, stored.Deadline, stored.Unrecognised, stored.Outcome, Now);
        ContextEntry entry = Contexts.Add(state);
        if (stored.Outcome is { } outcome)
            entry.DeliveryEnds = DeliveryEnd(outcome);
    }

    /// <summary>Five minutes from the decision, or from this owner's start where that came later.</summary>
    private DateTimeOffset DeliveryEnd(Outcome outcome) =>
        (outcome.DecidedAt > Now ? outcome.DecidedAt : Now) + ContextRules.Redelivery;

    private void Perform(ContextEntry entry, ContextEffect effect)
    {
        switch (effect)
        {
            case ContextEffect.StoreOutcome store:
                Run(StoreAsync(entry, new JournalRecord.Decided(entry.State.Id, store.Outcome), store.Answer));
                break;
            case ContextEffect.StoreScanCount store:
                Run(StoreAsync(entry, new JournalRecord.ScanCounted(entry.State.Id, store.Unrecognised), store.Answer));
                break;
            case ContextEffect.JudgeScan judge:
                Run(JudgeAsync(entry, judge.Scan));
                break;
            case ContextEffect.AnswerScan answer:
                Offers.Answer(entry.OfferedTo[answer.Scan.Offer], answer.Scan, ToAnswer(answer));
                break;
            case ContextEffect.EndOffer end:
                Offers.End(end.Offer, entry.Outcome, end.IsAnswered, Now);
                break;
            case ContextEffect.FindScanner:
                Offers.Dispatch(Now);
                if (entry.State is { Phase: ContextPhase.Waiting, IsBusy: false })
                    Progress.Waits(entry);
                break;
            case ContextEffect.TellUndecided:
                Inquiries.Undecided(entry);
                break;
            case ContextEffect.Announce announce:
                entry.DeliveryEnds = DeliveryEnd(announce.Outcome);
                Inquiries.Announce(entry, announce.Outcome);
                Progress.Decided(entry.State.Id, announce.Outcome);
                break;
            default:
                throw new InvalidOperationException("ContextEffect is a closed set.");
        }
    }

    /// <summary>What a scan led to is stored with its answer, so that the same scan again is answered alike whatever dies meanwhile.</summary>
    private async Task StoreAsync(ContextEntry entry, JournalRecord record, ContextEffect.AnswerScan? answering)
    {
        IReadOnlyList<JournalRecord> records = answering is null
            ? [record]
            : [record, new JournalRecord.ScanAnswered(entry.State.Id, answering.Scan, ToAnswer(answering), Now)];
        AppendAnswer? answer = await Ledger.WriteAsync(records);
        if (answer is not null)
            Contexts.Apply(entry, answer is AppendAnswer.Written ? new ContextEvent.WriteSucceeded() : new ContextEvent.WriteFailed());
    }

    /// <summary>A scan of an offer that is over: it gets the answer that it got before, if there is one.</summary>
    private async Task AnswerFormerAsync(ScannerId scanner, ScanReference scan)
    {
        ScanAnswer answer = new(ScanVerdict.Unavailable, 0);
        try
        {
            ScanAnswer? recorded = await _services.Store.FindScanAsync(_vendor, scan, CancellationToken.None);
            if (await Ledger.ConfirmAsync() is Ownership.Confirmed)
                answer = recorded ?? new ScanAnswer(ScanVerdict.TooLate, 0);
        }
        catch (StoreUnavailableException)
        {
            // Nobody can say; the scanner asks again.
        }

        Offers.Answer(scanner, scan, answer);
    }

    private static ScanAnswer ToAnswer(ContextEffect.AnswerScan answer) => new(answer.Verdict, answer.AttemptsLeft);

    private async Task JudgeAsync(ContextEntry entry, ScanReference scan)
    {
        PalmCapture capture = entry.Capture!;
        bool isTrusted = Offers.IsTrustedForConsent(entry.OfferedTo[scan.Offer]);
        Judgement judgement = await _services.Judge.JudgeAsync(_vendor, entry.State.Requirements, capture, isTrusted, () => Now);
        if (!IsLost)
            Contexts.Apply(entry, new ContextEvent.ScanJudged(scan, judgement));
    }

    private void Settle(ContextEntry entry)
    {
        if (!entry.IsSettling)
            Run(SettleAsync(entry));
    }

    private async Task SettleAsync(ContextEntry entry)
    {
        entry.IsSettling = true;
        AppendAnswer? answer = await Ledger.WriteAsync([new JournalRecord.Settled(entry.State.Id, entry.IsAcknowledged, Now)]);
        entry.IsSettling = false;
        if (answer is AppendAnswer.Written)
            Contexts.Remove(entry);
    }
}
