using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Boop.Grains.Vendors;

/// <summary>
/// One vendor in the cluster: takes turns, holds the session, and owns the vendor's contexts through <see cref="VendorOwner"/>
/// from its claim in the store until a newer claim. Reentrant, because turns never change anything across an await
/// without asking the owner again whether it is still one. Placed where it is asked for first, which is where its socket is.
/// </summary>
[Reentrant, PreferLocalPlacement]
internal sealed partial class VendorGrain : Grain, IVendorGrain, IDisposable
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks at what is due, so that a store that fails is not asked in a tight loop.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);

    private readonly VendorServices _services;
    private readonly ILogger<VendorGrain> _logger;
    private readonly SessionSlot _session = new();
    private readonly MessageInbox _inbox;
    private readonly SemaphoreSlim _attaching = new(1);

    private readonly Arrivals _arrivals = new();
    private VendorId _vendor;
    private VendorOwner? _owner;
    private Task<VendorOwner?>? _claiming;
    private IGrainTimer? _timer;
    private DateTimeOffset? _nextTick;

    public VendorGrain(IGrainContext context, VendorServices services, ILogger<VendorGrain> logger)
        : base(context)
    {
        _services = services;
        _logger = logger;
        _inbox = new MessageInbox(_session, services.Time, EndWithout);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _vendor = VendorId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public void Dispose() => _attaching.Dispose();

    public async Task<AttachAnswer> AttachAsync(VendorAttach attach, IVendorSession session)
    {
        _arrivals.Begin(attach.Session);
        // One at a time: a newcomer may have to wait for the live session's sign of life. Whoever hears no answer asks again.
        await _attaching.WaitAsync();
        try
        {
            if (await ClaimAsync() is not { } owner)
                return new AttachAnswer.Refused(new Refusal(RefusalCode.Unavailable));
            if (_session.IsCurrent(attach.Session))
                return new AttachAnswer.Attached(_session.MessageAges(owner.Now));
            if (await CheckAttachAsync(attach, owner) is { } refused)
                return refused;
            // Who has left while it waited must not push out who is there.
            if (owner.IsLost || _arrivals.HasLeft(attach.Session))
                return new AttachAnswer.Refused(new Refusal(RefusalCode.Unavailable));
            SessionSlot.Live? former = _session.Replace(attach, session, Watch(attach), owner.Now);
            former?.Tell(new VendorNotice.Replaced());
            owner.Redeliver();
            Reschedule();
            return new AttachAnswer.Attached(_session.MessageAges(owner.Now));
        }
        finally
        {
            _arrivals.End(attach.Session);
            _attaching.Release();
        }
    }

    public Task ReceiveAsync(SessionId session, long number, VendorCommand command) =>
        Turn(owner => _inbox.Receive(owner, session, number, command));

    public async Task<SessionStanding?> CheckAsync(SessionId session)
    {
        // Who owns nothing that is open or undelivered could tell nothing wrong, nor miss anything.
        if (_session.IsCurrent(session) && _owner is { IsLost: false, HasWork: true } owner)
            await owner.Ledger.ConfirmAsync();
        return _owner is { IsLost: false } && _session.Current is { } live && live.Id == session
            ? new SessionStanding(live.Messages.Last, live.Told)
            : null;
    }

    public Task SentAsync(SessionId session, int outcomes) => Turn(owner =>
    {
        if (_session.IsCurrent(session))
            owner.Sent(outcomes);
    });

    public Task AliveAsync(SessionId session)
    {
        _session.GiveSignOfLife(session);
        return Task.CompletedTask;
    }

    public Task DetachAsync(SessionId session)
    {
        _session.Clear(session);
        _arrivals.Leave(session);
        Reschedule();
        return Task.CompletedTask;
    }

    public async Task WakeAsync(IReadOnlyList<ContextId> overdue)
    {
        if (await ClaimAsync() is { } owner && overdue.Count > 0)
            await GuardAsync(owner.CheckOverdueAsync(overdue));
        Reschedule();
    }

    public async Task<bool> ScannerAttachedAsync(ScannerAttachment scanner)
    {
        VendorOwner owner = await ClaimAsync() ?? throw new StoreUnavailableException("The vendor cannot be claimed now.");
        bool isNew = owner.Offers.Attach(scanner, owner.Now);
        Reschedule();
        return isNew;
    }

    public async Task ScannerDetachedAsync(ScannerId scanner, SessionId session)
    {
        // The scanner may have come while the claim was under way: then it goes only after it.
        if (_claiming is { } claiming)
            await claiming;
        await Turn(owner => owner.Offers.Detach(scanner, session, owner.Now));
    }

    public Task ReportAsync(OfferId offer, OfferReport report) => Turn(owner => owner.Report(offer, report));

    public Task ScanAsync(ScannerId scanner, ScanReference scan, PalmCapture capture)
    {
        if (_owner is { IsLost: false })
            return Turn(owner => owner.Scan(scanner, scan, capture));
        GrainFactory.GetGrain<IScannerGrain>(scanner.Value).AnswerAsync(scan, new ScanAnswer(ScanVerdict.Unavailable, 0)).Ignore();
        return Task.CompletedTask;
    }

    // The next owner knows nothing of this session: it comes back, and gets what it has missed.
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        EndSession();
        _owner?.Leave();
        return Task.CompletedTask;
    }

    private IDisposable Watch(VendorAttach attach)
    {
        IVendorGrain self = _services.Grains.GetGrain<IVendorGrain>(_vendor.Value);
        return _services.Nodes.Add(attach.Node, () => self.DetachAsync(attach.Session).Ignore());
    }

    private async Task<AttachAnswer?> CheckAttachAsync(VendorAttach attach, VendorOwner owner)
    {
        _session.CountMessage(owner.Now);
        if (_session.IsOverMessageLimit(owner.Now))
            return RateLimited(_session.UntilMessageAllowed(owner.Now));
        if (_session.IsOutdated(attach))
            return new AttachAnswer.Outdated();
        if (!_session.IsForeign(attach) || _session.UntilTakeoverAllowed(owner.Now) <= TimeSpan.Zero)
            return null;
        return await _session.IsAliveAsync(ProbePatience, _services.Time) ? RateLimited(_session.UntilTakeoverAllowed(owner.Now)) : null;
    }

    private static AttachAnswer.Refused RateLimited(TimeSpan wait) =>
        new(new Refusal(RefusalCode.RateLimited) { RetryAfterMs = (int)Math.Ceiling(wait.TotalMilliseconds) });

    /// <summary>The owner, made one where this activation is none yet; null while the store cannot be read.</summary>
    private async Task<VendorOwner?> ClaimAsync()
    {
        if (_owner is { } owner)
            return owner.IsLost ? null : owner;
        Task<VendorOwner?> claiming = _claiming ??= ClaimOnceAsync();
        try
        {
            return await claiming;
        }
        finally
        {
            if (_claiming == claiming)
                _claiming = null;
        }
    }

    private async Task<VendorOwner?> ClaimOnceAsync()
    {
        try
        {
            VendorClaim claim = await _services.Store.ClaimAsync(_vendor, CancellationToken.None);
            VendorOwner owner = new(_vendor, claim, _services, _session, GuardAsync, Lose);
            _owner = owner;
            Log.Claimed(_logger, _vendor, claim.Epoch.Value, claim.Unsettled.Count);
            await Turn(it =>
            {
                it.Tick();
                it.Offers.CallScanners();
            });
            return owner.IsLost ? null : owner;
        }
        catch (StoreUnavailableException unavailable)
        {
            Log.NotClaimed(_logger, unavailable, _vendor);
            return null;
        }
    }

    /// <summary>One turn of the owner, if there is one.</summary>
    private Task Turn(Action<VendorOwner> turn)
    {
        if (_owner is not { IsLost: false } owner)
            return Task.CompletedTask;
        try
        {
            turn(owner);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Fail(owner, fault);
        }

        Reschedule();
        return Task.CompletedTask;
    }

    /// <summary>Watches work that goes on beside the turns.</summary>
    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (_owner is { } owner)
                Fail(owner, fault);
        }

        Reschedule();
    }

    /// <summary>A fault here is ours, and memory may differ from the store after it: the next owner starts from the store.</summary>
    private void Fail(VendorOwner owner, Exception fault)
    {
        Log.Faulted(_logger, fault, _vendor);
        owner.Lose();
    }

    private void Lose()
    {
        Log.Lost(_logger, _vendor);
        EndSession();
        DeactivateOnIdle();
    }

    private void EndWithout(long number)
    {
        Log.MessageLost(_logger, _vendor, number);
        EndSession();
    }

    private void EndSession()
    {
        if (_session.Current is not { } live)
            return;
        live.Tell(new VendorNotice.Lost());
        _session.Clear(live.Id);
    }

    /// <summary>Wakes up for what is due next, and stays while there is anybody to care for.</summary>
    private void Reschedule()
    {
        if (_owner is not { IsLost: false } owner)
            return;
        bool isNeeded = owner.HasWork || owner.Offers.HasScanners || _session.Current is not null;
        DelayDeactivation(isNeeded ? TimeSpan.MaxValue : TimeSpan.Zero);
        if (owner.NextTick() is not { } next || next >= _nextTick)
            return;
        _nextTick = next;
        TimeSpan due = next - owner.Now;
        if (due < ShortestPause)
            due = ShortestPause;
        _timer ??= this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private Task TickAsync(CancellationToken cancellationToken)
    {
        _nextTick = null;
        return Turn(owner => owner.Tick());
    }
}
