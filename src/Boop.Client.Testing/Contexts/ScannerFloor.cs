using System.Globalization;
using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Contexts.Offers;

namespace Boop.Client.Testing;

/// <summary>The vendor's scanners, all connected: contexts are offered oldest first, on the places that there are.</summary>
internal sealed class ScannerFloor
{
    private readonly OfferBook _book = new();
    private readonly IReadOnlyList<BoopTestTerminal> _terminals;
    private readonly ContextTable _table;
    private readonly BoopTestClock _clock;
    private int _session;

    internal ScannerFloor(IReadOnlyList<BoopTestTerminal> terminals, ContextTable table, BoopTestClock clock)
    {
        _terminals = terminals;
        _table = table;
        _clock = clock;
        Attach();
    }

    internal int Count => _terminals.Count;

    internal BoopTestTerminal? Find(TerminalId id) => _terminals.FirstOrDefault(terminal => terminal.TerminalId == id.Value);

    internal static TerminalId TerminalOf(ScannerId scanner) => TerminalId.Parse(scanner.Value);

    /// <summary>Every scanner comes with a new session: its former offers are void, and all that waits is offered anew.</summary>
    internal void Attach()
    {
        string session = (++_session).ToString(CultureInfo.InvariantCulture);
        var voided = new List<PlacedOffer>();
        foreach (BoopTestTerminal terminal in _terminals)
        {
            voided.AddRange(_book.Attach(
                ScannerId.Parse(terminal.TerminalId), TerminalId.Parse(terminal.TerminalId), session, terminal.Capacity));
        }

        foreach (PlacedOffer offer in voided)
        {
            Void(offer);
        }

        Dispatch();
    }

    internal void Dispatch()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        foreach (ContextEntry entry in _table.Open.ToArray())
        {
            if (entry.State is not { Phase: ContextPhase.Waiting, IsBusy: false } || entry.State.Deadline - now < ContextRules.LeastTimeToOffer)
            {
                continue;
            }

            OpenContext context = new(entry.State.Id, entry.State.Requirements.TerminalId, entry.State.FailedScanners);
            if (Place(context, entry))
            {
                continue;
            }

            if (context.Terminal is { } terminal && _book.FindYielding(terminal, IsPresented) is { } yielding)
            {
                _book.Remove(yielding.Id);
                Place(context, entry);
                Void(yielding);
            }
        }
    }

    internal void End(ActiveOffer offer)
    {
        if (_book.Remove(offer.Id))
        {
            Dispatch();
        }
    }

    private bool Place(OpenContext context, ContextEntry entry)
    {
        if (_book.Place(context) is not { } placed)
        {
            return false;
        }

        _table.Apply(entry, new ContextEvent.Offered(placed.Id, placed.Scanner));
        return true;
    }

    private void Void(PlacedOffer offer)
    {
        if (_table.Find(offer.Context) is { } entry)
        {
            _table.Apply(entry, new ContextEvent.OfferVoided(offer.Id));
        }
    }

    private bool IsPresented(PlacedOffer placed) =>
        _table.Find(placed.Context)?.State is { Phase: ContextPhase.Presented or ContextPhase.Retrying } or { IsBusy: true };
}
