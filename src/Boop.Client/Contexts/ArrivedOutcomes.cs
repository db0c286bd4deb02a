using System.Threading.Channels;

namespace Boop.Client;

/// <summary>
/// Which outcomes have come, and those that no call took. Each of the latter is given out once, unless it is given back, and
/// not at all where a call has taken it since; only what was handed over may be acknowledged. What the last of the calls that took it
/// lets go is unclaimed.
/// </summary>
internal sealed class ArrivedOutcomes
{
    internal const int UnclaimedCapacity = 1024;

    private readonly Lock _gate = new();
    private readonly OutcomeLedger _ledger = new();
    private readonly Dictionary<string, HashSet<PendingCall>> _takers = new(StringComparer.Ordinal);
    private readonly Channel<UnclaimedOutcome> _unclaimed = Channel.CreateBounded<UnclaimedOutcome>(UnclaimedCapacity);
    private readonly HashSet<string> _queued = new(StringComparer.Ordinal);
    private bool _isClosed;

    internal bool IsKnown(string contextId)
    {
        lock (_gate)
        {
            return _ledger[contextId] != OutcomeState.Unknown;
        }
    }

    /// <summary>An outcome came that no call took.</summary>
    internal Arrival Offer(string contextId, AuthenticationOutcome outcome)
    {
        lock (_gate)
        {
            switch (_ledger[contextId])
            {
                case OutcomeState.HandedOver:
                    return Arrival.HandedOverBefore;

                case OutcomeState.Unknown when !_isClosed:
                    return Queue_NeedsLock(new UnclaimedOutcome(contextId, outcome)) ? Arrival.Unclaimed : Arrival.NoRoom;

                default:
                    return Arrival.Dropped;
            }
        }
    }

    /// <summary>A call has it, and is sure to hand it over or to let it go.</summary>
    internal void Taken(PendingCall taker)
    {
        lock (_gate)
        {
            string contextId = taker.ContextId;
            if (_ledger[contextId] == OutcomeState.HandedOver)
            {
                return;
            }

            _ledger[contextId] = OutcomeState.Taken;
            if (!_takers.TryGetValue(contextId, out HashSet<PendingCall>? takers))
            {
                _takers.Add(contextId, takers = []);
            }

            takers.Add(taker);
        }
    }

    internal void HandedOver(string contextId)
    {
        lock (_gate)
        {
            _ledger[contextId] = OutcomeState.HandedOver;
            _takers.Remove(contextId);
        }
    }

    /// <summary>A call that took it does not hand it over. Where there is no room for it the network sends it again.</summary>
    internal void LetGo(PendingCall taker, AuthenticationOutcome outcome)
    {
        lock (_gate)
        {
            string contextId = taker.ContextId;
            if (!_takers.TryGetValue(contextId, out HashSet<PendingCall>? takers) || !takers.Remove(taker) || takers.Count > 0)
            {
                return;
            }

            _takers.Remove(contextId);
            Queue_NeedsLock(new UnclaimedOutcome(contextId, outcome));
        }
    }

    /// <summary>The next unclaimed outcome; to be followed by <see cref="HandedOver"/> or <see cref="GiveBack"/>.</summary>
    /// <exception cref="ChannelClosedException">There will be no more.</exception>
    internal async ValueTask<UnclaimedOutcome> TakeUnclaimedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            UnclaimedOutcome next = await _unclaimed.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _queued.Remove(next.ContextId);
                if (_isClosed)
                {
                    // It could no longer be acknowledged; the network sends it to whoever comes next.
                    throw new ChannelClosedException();
                }

                // A later call with the same id may have got it meanwhile.
                if (_ledger[next.ContextId] < OutcomeState.Taken)
                {
                    return next;
                }
            }
        }
    }

    /// <summary>Whoever took it did not deal with it. Where there is no room for it the network sends it again.</summary>
    internal void GiveBack(UnclaimedOutcome outcome)
    {
        lock (_gate)
        {
            if (_ledger[outcome.ContextId] < OutcomeState.Taken)
            {
                Queue_NeedsLock(outcome);
            }
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _unclaimed.Writer.TryComplete();
    }

    /// <summary>Each stands in the queue once; false where there is no room, and so it is as if it had not come.</summary>
    private bool Queue_NeedsLock(UnclaimedOutcome outcome)
    {
        bool isThere = !_isClosed && (_queued.Contains(outcome.ContextId) || _unclaimed.Writer.TryWrite(outcome));
        if (isThere)
        {
            _queued.Add(outcome.ContextId);
        }

        _ledger[outcome.ContextId] = isThere ? OutcomeState.Unclaimed : OutcomeState.Unknown;
        return isThere;
    }
}
