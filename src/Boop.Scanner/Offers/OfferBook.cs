using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Scanner;

/// <summary>
/// Which offers are open, in which session each came, how often each was scanned, and which scans wait for an answer. Knows the
/// sessions only as names: an offer is void when its session is over.
/// </summary>
internal sealed class OfferBook
{
    internal const string ConnectionLost = "connection_lost";
    internal const string Declined = "declined";
    internal const string Failed = "failed";
    private const string Decided = "decided";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Offer> _open = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<Offer, Life> _lives = [];
    private readonly List<PendingScan> _scans = [];
    private readonly Channel<ScannerEvent> _events = Channel.CreateUnbounded<ScannerEvent>();

    internal ChannelReader<ScannerEvent> Events => _events.Reader;

    internal bool IsAwaiting
    {
        get
        {
            lock (_gate)
            {
                return _open.Count > 0 || _scans.Count > 0;
            }
        }
    }

    internal void Open(Offer offer, LinkSession session)
    {
        lock (_gate)
        {
            if (_open.TryAdd(offer.OfferId, offer))
            {
                _lives.Add(offer, new Life(session));
                _events.Writer.TryWrite(new ScannerEvent.Offered(offer));
            }
        }
    }

    internal void Withdraw(string offerId, string reason)
    {
        lock (_gate)
        {
            Withdraw_NeedsLock(offerId, reason);
        }
    }

    /// <summary>A session is over: its offers are void, and scans under way must be sent again.</summary>
    internal void LinkLost()
    {
        lock (_gate)
        {
            foreach (Offer offer in _open.Values)
            {
                _events.Writer.TryWrite(new ScannerEvent.Withdrawn(offer, ConnectionLost));
            }

            _open.Clear();
            _scans.ForEach(static scan => scan.Deliver(default));
        }
    }

    /// <summary>The session in which the offer came.</summary>
    /// <exception cref="ArgumentException">The offer did not come through this client.</exception>
    internal LinkSession SessionOf(Offer offer) => LifeOf(offer).Session;

    /// <summary>Begins a scan, numbered from 1 for each offer.</summary>
    internal PendingScan BeginScan(Offer offer)
    {
        Life life = LifeOf(offer);
        lock (_gate)
        {
            var scan = new PendingScan(offer.OfferId, ++life.Attempts);
            _scans.Add(scan);
            return scan;
        }
    }

    internal void EndScan(PendingScan scan)
    {
        lock (_gate)
        {
            _scans.Remove(scan);
        }
    }

    internal void Answer(ScanResult result)
    {
        lock (_gate)
        {
            foreach (PendingScan scan in _scans)
            {
                if (scan.OfferId == result.OfferId && scan.Attempt == result.Attempt)
                {
                    scan.Deliver(new PendingScan.Reply(result, null));
                }
            }

            // What a scan has decided need not be withdrawn by the network.
            if (result is { Outcome: ScanOutcome.Accepted or ScanOutcome.TooLate }
                or { Outcome: ScanOutcome.NotRecognised, AttemptsLeft: 0 })
            {
                Withdraw_NeedsLock(result.OfferId, Decided);
            }
        }
    }

    internal void Fail(string offerId, WireError error)
    {
        lock (_gate)
        {
            foreach (PendingScan scan in _scans)
            {
                if (scan.OfferId == offerId)
                {
                    scan.Deliver(new PendingScan.Reply(null, error));
                }
            }
        }
    }

    internal void Close() => _events.Writer.TryComplete();

    private void Withdraw_NeedsLock(string offerId, string reason)
    {
        if (_open.Remove(offerId, out Offer? offer))
        {
            _events.Writer.TryWrite(new ScannerEvent.Withdrawn(offer, reason));
        }
    }

    private Life LifeOf(Offer offer) => _lives.TryGetValue(offer, out Life? life)
        ? life
        : throw new ArgumentException("The offer did not come through this client.", nameof(offer));

    private sealed class Life(LinkSession session)
    {
        internal LinkSession Session => session;

        internal int Attempts { get; set; }
    }
}
