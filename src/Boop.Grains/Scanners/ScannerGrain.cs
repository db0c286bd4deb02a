using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Boop.Grains.Scanners;

/// <summary>
/// One scanner: its session, what is on its screen, and the answers to its scans. An offer is valid in one session;
/// the contexts behind the offers belong to the vendor's grain, which alone decides.
/// </summary>
[Reentrant]
internal sealed partial class ScannerGrain(
    IGrainContext context, DirectoryCache directory, IDirectoryStore store, ILogger<ScannerGrain> logger) : Grain(context), IScannerGrain
{
    private readonly HashSet<OfferId> _screen = [];
    private readonly ScanRecord _scans = new();
    private ScannerId _scanner;
    private Live? _live;
    private long _lastNumber;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _scanner = ScannerId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<ScannerAttachAnswer> AttachAsync(SessionId session, int capacity, IScannerSession observer)
    {
        if (directory.FindScanner(_scanner) is not { } record || directory.FindVendor(record.Vendor) is not { } vendor)
            return Unavailable();
        if (_live is { } former)
        {
            former.Observer.NotifyAsync(new ScannerNotice.Replaced()).Ignore();
            VendorOf(former).ScannerDetachedAsync(_scanner, former.Session).Ignore();
        }

        _screen.Clear();
        _scans.Forget();
        _lastNumber = 0;
        _live = new Live(session, record, capacity, observer);
        DelayDeactivation(TimeSpan.MaxValue);
        try
        {
            await store.SetScannerCapacityAsync(_scanner, capacity, CancellationToken.None);
            if (_live.Session == session)
                await IntroduceAsync(_live);
            return new ScannerAttachAnswer.Attached(vendor.Name, record.Terminal);
        }
        catch (Exception unavailable) when (unavailable is StoreUnavailableException or TimeoutException or OrleansException)
        {
            Log.NotAttached(logger, unavailable, _scanner);
            if (_live?.Session == session)
                Leave();
            return Unavailable();
        }
    }

    public Task ReceiveAsync(SessionId session, long number, ScannerCommand command)
    {
        if (_live is not { } live || live.Session != session)
            return Task.CompletedTask;
        bool isNext = number == _lastNumber + 1;
        _lastNumber = number;
        if (!isNext)
        {
            Log.MessageLost(logger, _scanner, number);
            live.Observer.NotifyAsync(new ScannerNotice.Lost()).Ignore();
            return DetachAsync(session);
        }

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

        return Task.CompletedTask;
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
            new ScannerAttachment(_scanner, live.Record.Terminal, live.Session, live.Capacity));
        if (!isNew || _live != live)
            return;
        foreach (OfferId offer in shown.Where(_screen.Remove))
            Notify(new ScannerNotice.Withdrawn(offer, WithdrawalReason.Unknown, MessageId: null));
        foreach (ScanReference scan in asked.Intersect(_scans.UnderWay).ToArray())
            await AnswerAsync(scan, new ScanAnswer(ScanVerdict.Unavailable, 0));
    }

    private void Notify(ScannerNotice notice) => _live?.Observer.NotifyAsync(notice).Ignore();

    private void Leave()
    {
        _live = null;
        _screen.Clear();
        DelayDeactivation(TimeSpan.Zero);
    }

    private sealed record Live(SessionId Session, ScannerRecord Record, int Capacity, IScannerSession Observer);
}
