namespace Boop.Contexts.Offers;

/// <summary>
/// Which of a vendor's contexts is on which of its scanners.
/// A scanner that is present holds at most its capacity; a context is on at most one scanner.
/// A context that names a terminal goes there and nowhere else; others ("pooled") go to whichever scanner has most room.
/// </summary>
public sealed class OfferBook
{
    private readonly Dictionary<ScannerId, Seat> _seats = [];
    private readonly HashSet<ContextId> _placed = [];

    /// <summary>Whether this session of the scanner is known.</summary>
    public bool IsPresent(ScannerId scanner, string session) => _seats.GetValueOrDefault(scanner)?.Session == session;

    /// <summary>A scanner is there, with a new session and an empty screen. Its former offers are returned: they are void.</summary>
    public IReadOnlyList<PlacedOffer> Attach(ScannerId scanner, TerminalId terminal, string session, int capacity)
    {
        IReadOnlyList<PlacedOffer> voided = _seats.TryGetValue(scanner, out Seat? former) ? Vacate(former) : [];
        _seats[scanner] = new Seat(scanner, terminal, session, capacity);
        return voided;
    }

    /// <summary>The scanner's session is over. Its offers are returned: they are void. A stale session changes nothing.</summary>
    public IReadOnlyList<PlacedOffer> Detach(ScannerId scanner, string session)
    {
        if (!_seats.TryGetValue(scanner, out Seat? seat) || seat.Session != session)
            return [];
        _seats.Remove(scanner);
        return Vacate(seat);
    }

    public bool HasScanners => _seats.Count > 0;

    /// <summary>The capacity of a terminal's scanner while it is present, or null.</summary>
    public int? CapacityOf(TerminalId terminal)
    {
        foreach (Seat seat in _seats.Values)
        {
            if (seat.Terminal == terminal)
                return seat.Capacity;
        }

        return null;
    }

    /// <summary>Which context an offer is of, or null where the offer is void.</summary>
    public PlacedOffer? Find(OfferId offer)
    {
        foreach (Seat seat in _seats.Values)
        {
            if (seat.Offers.TryGetValue(offer, out PlacedOffer? placed))
                return placed;
        }

        return null;
    }

    /// <summary>Puts a context on the scanner that suits it best, or returns null where none has room or it is on one already.</summary>
    public PlacedOffer? Place(OpenContext context)
    {
        if (_placed.Contains(context.Id))
            return null;
        Seat? best = null;
        foreach (Seat seat in _seats.Values)
        {
            if (seat.Room > 0 && seat.Suits(context) && (best is null || seat.Room > best.Room))
                best = seat;
        }

        if (best is null)
            return null;
        PlacedOffer offer = new(OfferId.New(), context.Id, best.Scanner, best.Session, context.Terminal is null);
        best.Offers.Add(offer.Id, offer);
        _placed.Add(context.Id);
        return offer;
    }

    /// <summary>The pooled offer that should yield its place to a context that names a full terminal: the last one placed. Null where there is none.</summary>
    public PlacedOffer? FindYielding(TerminalId terminal, Func<PlacedOffer, bool> isPresented)
    {
        foreach (Seat seat in _seats.Values)
        {
            if (seat.Terminal == terminal && seat.Room <= 0)
                return seat.Offers.Values.LastOrDefault(offer => offer.IsPooled && !isPresented(offer));
        }

        return null;
    }

    /// <summary>The offer is over; its place is free. False where it was void already.</summary>
    public bool Remove(OfferId offer)
    {
        foreach (Seat seat in _seats.Values)
        {
            if (seat.Offers.Remove(offer, out PlacedOffer? removed))
                return _placed.Remove(removed.Context);
        }

        return false;
    }

    private PlacedOffer[] Vacate(Seat seat)
    {
        PlacedOffer[] offers = [.. seat.Offers.Values];
        foreach (PlacedOffer offer in offers)
            _placed.Remove(offer.Context);
        return offers;
    }

    private sealed class Seat(ScannerId scanner, TerminalId terminal, string session, int capacity)
    {
        public ScannerId Scanner => scanner;

        public TerminalId Terminal => terminal;

        public string Session => session;

        public int Capacity => capacity;

        public OrderedDictionary<OfferId, PlacedOffer> Offers { get; } = [];

        public int Room => capacity - Offers.Count;

        public bool Suits(OpenContext context) =>
            context.Terminal is { } named ? named == terminal : !context.FailedScanners.Contains(scanner);
    }
}
