using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Contexts.Offers;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Vendors;

/// <summary>Puts waiting contexts on the vendor's scanners, and tells the scanners.</summary>
internal sealed class OfferDesk(VendorId vendor, VendorServices services, ContextTable contexts)
{
    private readonly OfferBook _book = new();

    /// <summary>Tell of the end of the nodes where the scanners' sockets are.</summary>
    private readonly Dictionary<ScannerId, IDisposable> _watches = [];

    public bool HasScanners => _book.HasScanners;

    public PlacedOffer? Find(OfferId offer) => _book.Find(offer);

    /// <summary>False where this session is known already, with its offers.</summary>
    public bool Attach(ScannerAttachment scanner, DateTimeOffset now)
    {
        if (_book.IsPresent(scanner.Scanner, scanner.Session.Value))
            return false;
        Watch(scanner);
        Void(_book.Attach(scanner.Scanner, scanner.Terminal, scanner.Session.Value, scanner.Capacity), now);
        Dispatch(now);
        return true;
    }

    public void Detach(ScannerId scanner, SessionId session, DateTimeOffset now)
    {
        if (_book.IsPresent(scanner, session.Value) && _watches.Remove(scanner, out IDisposable? watch))
            watch.Dispose();
        Void(_book.Detach(scanner, session.Value), now);
    }

    /// <summary>The owner is none any more.</summary>
    public void Leave()
    {
        foreach (IDisposable watch in _watches.Values)
            watch.Dispose();
        _watches.Clear();
    }

    /// <summary>Asks scanners that are there already to make themselves known to a new owner.</summary>
    public void CallScanners()
    {
        foreach (ScannerRecord scanner in services.Directory.ScannersOf(vendor))
            services.Grains.GetGrain<IScannerGrain>(scanner.Id.Value).AnnounceAsync().Ignore();
    }

    /// <summary>How many contexts that name this terminal may be open at once.</summary>
    public int CapacityOf(ScannerRecord scanner) => _book.CapacityOf(scanner.Terminal) ?? scanner.Capacity;

    public TerminalId? TerminalOf(ScannerId scanner) => services.Directory.FindScanner(scanner)?.Terminal;

    public bool IsTrustedForConsent(ScannerId scanner) => services.Directory.FindScanner(scanner)?.IsTrustedForConsent ?? false;

    /// <summary>Offers what waits, oldest first.</summary>
    public void Dispatch(DateTimeOffset now)
    {
        if (!_book.HasScanners)
            return;
        foreach (ContextEntry entry in contexts.Waiting(now))
        {
            // A place that was yielded above has been offered on already, perhaps to this one.
            if (entry.State is not { Phase: ContextPhase.Waiting, IsBusy: false })
                continue;
            OpenContext context = new(entry.State.Id, entry.State.Requirements.TerminalId, entry.State.FailedScanners);
            if (_book.Place(context) is { } placed)
                Offer(entry, placed, now);
            else if (context.Terminal is { } terminal && _book.FindYielding(terminal, IsPresented) is { } yielding)
                Yield(yielding, context, entry, now);
        }
    }

    /// <summary>The offer is over.</summary>
    public void End(ActiveOffer offer, Outcome? outcome, bool isAnswered, DateTimeOffset now)
    {
        PlacedOffer? placed = _book.Find(offer.Id);
        if (placed is null)
            return;
        _book.Remove(offer.Id);
        if (!isAnswered)
            Withdraw(placed, ReasonOf(outcome));
        Dispatch(now);
    }

    public void Answer(ScannerId scanner, ScanReference scan, ScanAnswer answer) =>
        services.Grains.GetGrain<IScannerGrain>(scanner.Value).AnswerAsync(scan, answer).Ignore();

    private void Watch(ScannerAttachment scanner)
    {
        if (_watches.Remove(scanner.Scanner, out IDisposable? former))
            former.Dispose();
        IVendorGrain self = services.Grains.GetGrain<IVendorGrain>(vendor.Value);
        _watches[scanner.Scanner] = services.Nodes.Add(scanner.Node, () => self.ScannerDetachedAsync(scanner.Scanner, scanner.Session).Ignore());
    }

    private static WithdrawalReason ReasonOf(Outcome? outcome) => outcome switch
    {
        Outcome.Expired => WithdrawalReason.Expired,
        Outcome.Cancelled => WithdrawalReason.Cancelled,
        null => WithdrawalReason.Failed,
        _ => WithdrawalReason.Decided,
    };

    private bool IsPresented(PlacedOffer placed) => contexts.Find(placed.Context)?.State is { Phase: ContextPhase.Presented or ContextPhase.Retrying } or { IsBusy: true };

    private void Yield(PlacedOffer yielding, OpenContext context, ContextEntry entry, DateTimeOffset now)
    {
        _book.Remove(yielding.Id);
        Withdraw(yielding, WithdrawalReason.Yielded);
        // The place is taken before the yielding context looks for another.
        if (_book.Place(context) is { } placed)
            Offer(entry, placed, now);
        contexts.Apply(yielding.Context, new ContextEvent.OfferVoided(yielding.Id));
    }

    private void Void(IReadOnlyList<PlacedOffer> offers, DateTimeOffset now)
    {
        foreach (PlacedOffer offer in offers)
            contexts.Apply(offer.Context, new ContextEvent.OfferVoided(offer.Id));
        if (offers.Count > 0)
            Dispatch(now);
    }

    private void Withdraw(PlacedOffer placed, WithdrawalReason reason) =>
        services.Grains.GetGrain<IScannerGrain>(placed.Scanner.Value).WithdrawAsync(new SessionId(placed.Session), placed.Id, reason).Ignore();

    private void Offer(ContextEntry entry, PlacedOffer placed, DateTimeOffset now)
    {
        entry.OfferedTo[placed.Id] = placed.Scanner;
        contexts.Apply(entry, new ContextEvent.Offered(placed.Id, placed.Scanner));
        Requirements asked = entry.State.Requirements;
        VendorRecord? record = services.Directory.FindVendor(vendor);
        ScannerOffer offer = new(
            placed.Id, asked.Kind, record?.Name ?? vendor.Value, asked.Asked, (int)(entry.State.Deadline - now).TotalMilliseconds)
        {
            Amount = asked.Amount,
            Currency = asked.Kind is ContextKind.Payment ? asked.Currency ?? record?.Currency : null,
            Description = asked.Description,
        };
        services.Grains.GetGrain<IScannerGrain>(placed.Scanner.Value).OfferAsync(new SessionId(placed.Session), offer).Ignore();
    }
}
