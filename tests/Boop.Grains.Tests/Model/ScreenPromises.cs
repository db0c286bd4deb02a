using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>What is offered to scanners, what they may be told of their scans, and what of all this reached an owner.</summary>
internal sealed class ScreenPromises(World world)
{
    private readonly Dictionary<OfferId, OfferFact> _offers = [];
    private readonly Dictionary<ScanReference, ScanFact> _scans = [];

    /// <summary>Scans that were counted, by context.</summary>
    private readonly Dictionary<ContextId, int> _counts = [];

    /// <summary>Sessions whose end has reached an owner, which may still have to handle their beginning.</summary>
    private readonly HashSet<(Activation, SessionId)> _ended = [];

    private readonly Dictionary<(Activation, ScannerId), SessionId> _begun = [];
    private readonly HashSet<(Activation, SessionId)> _known = [];

    private VendorRows Rows => world.Store.Rows;

    private Verdict Verdict => world.Verdict;

    public ModelPalm PalmOf(ScanReference scan) => _scans[scan].Palm;

    /// <summary>The scan reached this owner while its offer was open, and is of this context.</summary>
    public bool WasTimely(Activation owner, ContextId context, ScanReference scan) =>
        _scans[scan].TimelyFor == owner && _offers[scan.Offer].Context == context;

    /// <summary>A timely scan of this context awaits its answer.</summary>
    public bool IsJudging(Activation owner, ContextId context) =>
        _scans.Any(pair => pair.Value is { IsAnswered: false } && WasTimely(owner, context, pair.Key));

    public bool WasReported(Activation owner, ContextId context, OfferReport report) => _offers.Values.Any(offer =>
        offer.By == owner && offer.Context == context && (report is OfferReport.Declined ? offer.IsDeclined : offer.IsFailed));

    /// <summary>One more scan of a context is counted; says how many that makes.</summary>
    public int Counts(ContextId context) => _counts[context] = _counts.GetValueOrDefault(context) + 1;

    /// <summary>When this owner offered the context last.</summary>
    public long OfferedAt(Activation owner, ContextId context) =>
        _offers.Values.Where(offer => offer.By == owner && offer.Context == context).Select(offer => offer.At).DefaultIfEmpty().Max();

    /// <summary>Of an owner beside the real one: nobody who counts knows this offer, and the scanner's own clock ends it.</summary>
    public bool IsOfSplitOwner(OfferId offer) => _offers[offer].By.IsSplit;

    /// <summary>A scanner takes a scan.</summary>
    public void Scans(ScanReference scan, ModelPalm palm)
    {
        if (!_scans.TryAdd(scan, new ScanFact(palm)))
            Verdict.Require(_scans[scan].Palm == palm, "the model repeats a scan with another palm");
    }

    /// <summary>The owner has said that it knows this session.</summary>
    public void Knows(Activation owner, SessionId session) => _known.Add((owner, session));

    public void Changes(Activation owner, ScannerId scanner, SessionId? ended, SessionId? begun)
    {
        if (begun is { } session)
        {
            if (_begun.TryGetValue((owner, scanner), out SessionId former) && former != session)
                ended = former;
            _begun[(owner, scanner)] = session;
        }

        if (ended is not { } over)
            return;
        _ended.Add((owner, over));
        foreach (OfferFact offer in _offers.Values.Where(offer => offer.By == owner && offer.Session == over))
            offer.IsOver = true;
    }

    public void Reports(Activation owner, OfferId id, OfferReport report)
    {
        if (!_offers.TryGetValue(id, out OfferFact? offer) || offer.By != owner)
            return;
        offer.IsDeclined |= report is OfferReport.Declined;
        offer.IsFailed |= report is OfferReport.Failed;
    }

    public void Reads(Activation owner, ScanReference scan)
    {
        ScanFact fact = _scans[scan];
        if (!_offers.TryGetValue(scan.Offer, out OfferFact? offer) || offer.By != owner || offer.IsOver || offer.Deadline <= owner.Now)
            return;
        fact.TimelyFor = owner;
        fact.IsAnswered = false;
    }

    public void Offers(Activation owner, ScannerId scanner, SessionId session, ScannerOffer offer)
    {
        ContextId context = ContextId.Parse(offer.Description!);
        Verdict.Tell("offers", $"{context} as {offer.Id} on {scanner}");
        Verdict.Require(!owner.KnowsItIsLost, "G4: an owner offers that knows that it is none");
        StoredContext? stored = Rows.Find(context);
        Verdict.Require(stored is not null, $"{context} is offered before it is durable");
        if (stored is null)
            return;
        OfferFact fact = new(context, owner, scanner, session, stored.Deadline, world.Next()) { IsOver = _ended.Contains((owner, session)) };
        Verdict.Require(stored.Outcome is null || owner.Epoch != Rows.Epoch, $"{context} is offered and was decided");
        Verdict.Require(_offers.TryAdd(offer.Id, fact), $"{offer.Id} is given to two contexts");
        OfferFact[] mine = [.. _offers.Values.Where(other => other != fact && other.By == owner && !other.IsOver)];
        Verdict.Require(!mine.Any(other => other.Context == context), $"{context} is offered twice at once");
        Verdict.Require(mine.Count(other => other.Session == session) < world.CapacityOf(session), $"more is offered than {scanner} can hold");
        Verdict.Require(stored.Deadline - owner.Now >= ContextRules.LeastTimeToOffer, $"{context} is offered with under 3 s left");
        Verdict.Require(offer.ExpiresInMs == (stored.Deadline - owner.Now).TotalMilliseconds, $"G3: the deadline of {context} has moved");
        bool suits = stored.Requirements.TerminalId is { } named
            ? named == World.TerminalOf(scanner)
            : !_offers.Values.Any(other => other.By == owner && other.Context == context && other.Scanner == scanner && other.WasTakenAsFailed);
        Verdict.Require(suits, $"{context} is offered to {scanner}, which is not for it");
    }

    public void Withdraws(Activation owner, OfferId id, WithdrawalReason reason)
    {
        Verdict.Tell("withdraws", $"{id} {reason}");
        if (!_offers.TryGetValue(id, out OfferFact? offer))
            return;
        offer.IsOver = true;
        offer.WasTakenAsFailed |= reason is WithdrawalReason.Failed;
        Outcome? outcome = Rows.Find(offer.Context)?.Outcome;
        bool isTrue = reason switch
        {
            WithdrawalReason.Expired => outcome is Outcome.Expired,
            WithdrawalReason.Cancelled => outcome is Outcome.Cancelled,
            WithdrawalReason.Decided => outcome is not null,
            WithdrawalReason.Failed => offer.IsFailed,
            _ => true,
        };
        Verdict.Require(isTrue, $"{id} is withdrawn as {reason}, which is not so");
    }

    /// <summary>Nothing is under way: no context waits beside a scanner that is free for it.</summary>
    public void Rests(Activation owner)
    {
        OfferFact[] mine = [.. _offers.Values.Where(offer => offer.By == owner)];
        foreach (StoredContext context in Rows.Contexts.Where(it => it.Outcome is null && it.Deadline - owner.Now >= ContextRules.LeastTimeToOffer))
        {
            if (mine.Any(offer => offer.Context == context.Id && !offer.IsOver))
                continue;
            bool isFree = World.Scanners.Any(scanner =>
                _begun.TryGetValue((owner, scanner), out SessionId session)
                && _known.Contains((owner, session))
                && !_ended.Contains((owner, session))
                && mine.Count(offer => offer.Session == session && !offer.IsOver) < world.CapacityOf(session)
                && (context.Requirements.TerminalId is { } named
                    ? named == World.TerminalOf(scanner)
                    : !mine.Any(offer => offer.Context == context.Id && offer.Scanner == scanner && offer.IsFailed)));
            Verdict.Require(!isFree, $"{context.Id} waits, and a scanner is free for it");
        }
    }

    /// <summary>An owner of the vendor says what came of a scan.</summary>
    public void Answers(Activation owner, ScanReference scan, ScanAnswer answer)
    {
        Verdict.Tell("answers", $"{scan} {answer}");
        ScanFact fact = _scans[scan];
        Verdict.Require(!owner.KnowsItIsLost || answer.Verdict is ScanVerdict.Unavailable, "G4: an owner answers a scan that knows that it is none");
        ScanAnswer? recorded = Rows.FindScan(scan);
        if (answer.Verdict is ScanVerdict.Accepted or ScanVerdict.NotRecognised)
            Verdict.Require(recorded == answer, $"{answer} is said of {scan}, and {recorded} is durable");
        else if (answer.Verdict is not ScanVerdict.Unavailable)
            Verdict.Require(recorded is null, $"{answer} is said of {scan}, and {recorded} is durable");
        OfferFact? offer = _offers.GetValueOrDefault(scan.Offer);
        if (answer.Verdict is ScanVerdict.TooLate && offer is { IsOver: false } && offer.By == owner && fact.TimelyFor == owner && !fact.IsAnswered)
            Verdict.Require(owner.Now >= offer.Deadline || Rows.Find(offer.Context)?.Outcome is not null, $"{scan} is told too late, and was not");
        if (answer.Verdict is ScanVerdict.Accepted)
            Verdict.Require(offer is not null && Rows.Find(offer.Context)?.Outcome is not null, $"{scan} is accepted before its outcome is durable");
        fact.IsAnswered = true;
        bool isOver = answer.Verdict is ScanVerdict.Accepted || answer is { Verdict: ScanVerdict.NotRecognised, AttemptsLeft: 0 };
        if (offer is not null && isOver)
            offer.IsOver = true;
    }

    /// <summary>A scanner's session hears what came of a scan: always the same, whatever has died meanwhile.</summary>
    public void Hears(ScanReference scan, ScanAnswer answer)
    {
        if (answer.Verdict is ScanVerdict.Unavailable)
            return;
        ScanFact fact = _scans[scan];
        bool isBinding = answer.Verdict is ScanVerdict.Accepted or ScanVerdict.NotRecognised;
        bool wasBinding = fact.Heard is { Verdict: ScanVerdict.Accepted or ScanVerdict.NotRecognised };
        Verdict.Require(fact.Heard is null || (isBinding || wasBinding ? fact.Heard == answer : true), $"{scan} was told {fact.Heard}, and now {answer}");
        fact.Heard ??= answer;
    }

    private sealed class OfferFact(ContextId context, Activation by, ScannerId scanner, SessionId session, DateTimeOffset deadline, long at)
    {
        public ContextId Context => context;

        public Activation By => by;

        public ScannerId Scanner => scanner;

        public SessionId Session => session;

        public DateTimeOffset Deadline => deadline;

        public long At => at;

        public bool IsOver { get; set; }

        public bool IsDeclined { get; set; }

        public bool IsFailed { get; set; }

        public bool WasTakenAsFailed { get; set; }
    }

    private sealed class ScanFact(ModelPalm palm)
    {
        public ModelPalm Palm => palm;

        public Activation? TimelyFor { get; set; }

        public bool IsAnswered { get; set; }

        public ScanAnswer? Heard { get; set; }
    }
}
