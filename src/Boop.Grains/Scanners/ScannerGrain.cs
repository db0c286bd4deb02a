using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Boop.Grains.Scanners;

/// <summary>
/// One scanner: its session, what is on its screen, and the answers to its scans. An offer is valid in one session;
/// the contexts behind the offers belong to the vendor's grain, which alone decides. Placed where it is asked for first: at its socket, or
/// at its vendor, which is one step nearer than anywhere else.
/// </summary>
[Reentrant, PreferLocalPlacement]
internal sealed partial class ScannerGrain(
    IGrainContext context, DirectoryCache directory, IDirectoryStore store, SessionNodes nodes, TimeProvider time, ILogger<ScannerGrain> logger)
    : Grain(context), IScannerGrain
{
    /// <summary>How long a message may be missing whose successor has come.</summary>
    private static readonly TimeSpan GapPatience = TimeSpan.FromSeconds(1);

    /// <summary>How long a scanner waits to be known to a vendor whose node may have died; the next check makes it known.</summary>
    private static readonly TimeSpan VendorPatience = TimeSpan.FromMilliseconds(1500);

    private readonly HashSet<OfferId> _screen = [];
    private readonly ScanRecord _scans = new();
    private ScannerId _scanner;
    private Live? _live;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _scanner = ScannerId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // The next activation knows nothing of this session: it comes back.
        _live?.Tell(new ScannerNotice.Lost());
        _live?.Watch.Dispose();
        return Task.CompletedTask;
    }

    public async Task<ScannerAttachAnswer> AttachAsync(ScannerAttach attach, IScannerSession observer)
    {
        if (directory.FindScanner(_scanner) is not { } record || directory.FindVendor(record.Vendor) is not { } vendor)
            return Unavailable();
        // Whoever hears no answer asks again.
        if (_live?.Session != attach.Session)
            Replace(attach, record, observer);
        Live live = _live!;
        try
        {
            await store.SetScannerCapacityAsync(_scanner, attach.Capacity, CancellationToken.None);
            if (_live == live)
                await IntroduceAsync(live).WaitAsync(VendorPatience, time);
        }
        catch (StoreUnavailableException unavailable)
        {
            Log.NotAttached(logger, unavailable, _scanner);
            if (_live == live)
                Leave();
            return Unavailable();
        }
        catch (Exception passing) when (passing is TimeoutException or OrleansException)
        {
            Log.NotAnnounced(logger, passing, _scanner);
        }

        return new ScannerAttachAnswer.Attached(vendor.Name, record.Terminal);
    }

    public Task ReceiveAsync(SessionId session, long number, ScannerCommand command)
    {
        if (_live is not { } live || live.Session != session)
            return Task.CompletedTask;
        if (live.Messages.TryTake(number, command))
            Handle(live, command);
        else if (live.Messages.HasGap)
            AwaitMissingAsync(live, live.Messages.Last + 1).Ignore();
        while (_live == live && live.Messages.TryNext(out ScannerCommand? next))
            Handle(live, next);
        return Task.CompletedTask;
    }

    public Task<SessionStanding?> CheckAsync(SessionId session)
    {
        if (_live is not { } live || live.Session != session)
            return Task.FromResult<SessionStanding?>(null);
        // Its vendor may have another owner since, which has not heard of it.
        AnnounceQuietlyAsync().Ignore();
        return Task.FromResult<SessionStanding?>(new SessionStanding(live.Messages.Last, live.Told));
    }

    public async Task DetachAsync(SessionId session)
    {
        if (_live is not { } live || live.Session != session)
            return;
        Leave();
        await VendorOf(live).ScannerDetachedAsync(_scanner, session);
    }

    public Task OfferAsync(SessionId session, ScannerOffer offer)
    {
        if (_live?.Session == session)
        {
            _screen.Add(offer.Id);
            Notify(new ScannerNotice.Offered(offer));
        }
        else if (directory.FindScanner(_scanner) is { } record)
        {
            // The vendor believes in a session that is over: its contexts must not wait on a dead screen.
            GrainFactory.GetGrain<IVendorGrain>(record.Vendor.Value).ScannerDetachedAsync(_scanner, session).Ignore();
        }

        return Task.CompletedTask;
    }

    public Task WithdrawAsync(SessionId session, OfferId offer, WithdrawalReason reason)
    {
        if (_live?.Session == session && _screen.Remove(offer))
            Notify(new ScannerNotice.Withdrawn(offer, reason, MessageId: null));
        return Task.CompletedTask;
    }

    public Task AnswerAsync(ScanReference scan, ScanAnswer answer)
    {
        string? messageId = _scans.End(scan, answer);
        bool isOver = answer.Verdict is ScanVerdict.Accepted or ScanVerdict.TooLate
            || answer is { Verdict: ScanVerdict.NotRecognised, AttemptsLeft: 0 };
        if (isOver)
            _screen.Remove(scan.Offer);
        Notify(new ScannerNotice.Answered(scan.Offer, scan.Attempt, answer, messageId));
        return Task.CompletedTask;
    }

    public async Task AnnounceAsync()
    {
        if (_live is { } live)
            await IntroduceAsync(live);
    }

    private void Replace(ScannerAttach attach, ScannerRecord record, IScannerSession observer)
    {
        if (_live is { } former)
        {
            former.Watch.Dispose();
            former.Tell(new ScannerNotice.Replaced());
            VendorOf(former).ScannerDetachedAsync(_scanner, former.Session).Ignore();
        }

        _screen.Clear();
        _scans.Forget();
        IScannerGrain self = GrainFactory.GetGrain<IScannerGrain>(_scanner.Value);
        _live = new Live(attach, record, observer, nodes.Add(attach.Node, () => self.DetachAsync(attach.Session).Ignore()));
        DelayDeactivation(TimeSpan.MaxValue);
    }

    private void Handle(Live live, ScannerCommand command)
    {
        switch (command)
        {
            case ScannerCommand.Report report when !_screen.Contains(report.Offer):
                Notify(new ScannerNotice.Withdrawn(report.Offer, WithdrawalReason.Unknown, report.MessageId));
                break;
            case ScannerCommand.Report report:
                VendorOf(live).ReportAsync(report.Offer, report.Kind).Ignore();
                break;
            case ScannerCommand.Scan scan:
                Scan(live, scan);
                break;
        }
    }

    private async Task AwaitMissingAsync(Live live, long missing)
    {
        await Task.Delay(GapPatience, time);
        if (_live != live || live.Messages.Last >= missing)
            return;
        Log.MessageLost(logger, _scanner, missing);
        live.Tell(new ScannerNotice.Lost());
        await DetachAsync(live.Session);
    }

    private async Task AnnounceQuietlyAsync()
    {
        try
        {
            await AnnounceAsync();
        }
        catch (Exception passing) when (passing is StoreUnavailableException or TimeoutException or OrleansException)
        {
            Log.NotAnnounced(logger, passing, _scanner);
        }
    }

    private static ScannerAttachAnswer.Refused Unavailable() => new(new Refusal(RefusalCode.Unavailable));

    private IVendorGrain VendorOf(Live live) => GrainFactory.GetGrain<IVendorGrain>(live.Record.Vendor.Value);

    private void Scan(Live live, ScannerCommand.Scan command)
    {
        ScanReference scan = new(command.Offer, command.Attempt);
        if (_scans.Find(scan) is { } recorded)
        {
            Notify(new ScannerNotice.Answered(scan.Offer, scan.Attempt, recorded, command.MessageId));
            return;
        }

        // Also where the offer is not on the screen: the vendor's owner knows whether it was answered before.
        if (_scans.Begin(scan, command.MessageId))
            VendorOf(live).ScanAsync(_scanner, scan, command.Capture).Ignore();
    }

    /// <summary>
    /// Makes the session known to the vendor's owner. One that did not know it knows nothing either of what a former one put on the screen,
    /// nor of the scans that it took.
    /// </summary>
    private async Task IntroduceAsync(Live live)
    {
        OfferId[] shown = [.. _screen];
        ScanReference[] asked = [.. _scans.UnderWay];
        bool isNew = await VendorOf(live).ScannerAttachedAsync(
            new ScannerAttachment(_scanner, live.Record.Terminal, live.Session, live.Capacity, live.Node));
        if (!isNew || _live != live)
            return;
        foreach (OfferId offer in shown.Where(_screen.Remove))
            Notify(new ScannerNotice.Withdrawn(offer, WithdrawalReason.Unknown, MessageId: null));
        foreach (ScanReference scan in asked.Intersect(_scans.UnderWay).ToArray())
            await AnswerAsync(scan, new ScanAnswer(ScanVerdict.Unavailable, 0));
    }

    private void Notify(ScannerNotice notice) => _live?.Tell(notice);

    private void Leave()
    {
        _live?.Watch.Dispose();
        _live = null;
        _screen.Clear();
        DelayDeactivation(TimeSpan.Zero);
    }

    private sealed class Live(ScannerAttach attach, ScannerRecord record, IScannerSession observer, IDisposable watch)
    {
        public SessionId Session => attach.Session;

        public int Capacity => attach.Capacity;

        public NodeId Node => attach.Node;

        public ScannerRecord Record => record;

        /// <summary>Tells of the end of the node where its socket is.</summary>
        public IDisposable Watch => watch;

        public Sequence<ScannerCommand> Messages { get; } = new();

        public long Told { get; private set; }

        public void Tell(ScannerNotice notice) => observer.NotifyAsync(notice with { Number = ++Told }).Ignore();
    }
}
