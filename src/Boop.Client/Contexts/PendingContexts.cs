using System.Threading.Channels;
using Boop.Protocol;

namespace Boop.Client;

/// <summary>
/// Who waits for which context, which outcomes have come, and those that nobody waits for. Knows no socket.
/// An outcome reaches every call that waits for it, or the unclaimed ones, once; it may be acknowledged only when it was handed over.
/// </summary>
internal sealed class PendingContexts
{
    internal const int UnclaimedCapacity = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<PendingContext>> _waiting = new(StringComparer.Ordinal);
    private readonly OutcomeLedger _ledger = new();
    private readonly Channel<UnclaimedOutcome> _unclaimed = Channel.CreateBounded<UnclaimedOutcome>(UnclaimedCapacity);

    internal enum Delivery
    {
        Awaited,
        Unclaimed,

        /// <summary>It was handed over before: acknowledge it again.</summary>
        HandedOverBefore,

        /// <summary>It is known and not yet handed over.</summary>
        Dropped,

        /// <summary>Too many wait to be read: forgotten here, and sent again by the network.</summary>
        NoRoom,
    }

    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0;
            }
        }
    }

    /// <summary>Adds a call; false where another one waits for the same context with another request.</summary>
    internal bool TryAdd(PendingContext pending)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(pending.ContextId, out List<PendingContext>? calls))
            {
                _waiting.Add(pending.ContextId, [pending]);
                return true;
            }

            if (!calls[0].Frame.Span.SequenceEqual(pending.Frame.Span))
            {
                return false;
            }

            calls.Add(pending);
            return true;
        }
    }

    /// <summary>Takes a call out. An outcome that came before is in <see cref="PendingContext.Settled"/>; none comes later.</summary>
    internal void Remove(PendingContext pending)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(pending.ContextId, out List<PendingContext>? calls) && calls.Remove(pending) && calls.Count == 0)
            {
                _waiting.Remove(pending.ContextId);
            }
        }
    }

    /// <param name="contextId">Which context.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="isAnswer">Whether it also answers a cancel or a look: then somebody takes it who is not among the waiting calls.</param>
    internal Delivery Deliver(string contextId, AuthenticationOutcome outcome, bool isAnswer = false)
    {
        lock (_gate)
        {
            if (_waiting.Remove(contextId, out List<PendingContext>? calls))
            {
                _ledger.Came(contextId);
                var reply = new ContextReply.Settled(outcome);
                calls.ForEach(call => call.Deliver(reply));
                return Delivery.Awaited;
            }

            if (isAnswer)
            {
                if (!_ledger.Knows(contextId, out _))
                {
                    _ledger.Came(contextId);
                }

                return Delivery.Awaited;
            }

            if (_ledger.Knows(contextId, out bool handedOver))
            {
                return handedOver ? Delivery.HandedOverBefore : Delivery.Dropped;
            }

            if (!_unclaimed.Writer.TryWrite(new UnclaimedOutcome(contextId, outcome)))
            {
                return Delivery.NoRoom;
            }

            _ledger.Came(contextId);
            return Delivery.Unclaimed;
        }
    }

    internal void Fail(string contextId, WireError error) => Tell(contextId, new ContextReply.Failed(error));

    /// <summary>Whatever was sent may not have arrived.</summary>
    internal void LinkLost() => Tell(null, ContextReply.LinkLost.Instance);

    internal void HandedOver(string contextId)
    {
        lock (_gate)
        {
            _ledger.HandedOver(contextId);
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
                // A later call with the same id may have got it meanwhile.
                if (!_ledger.Knows(next.ContextId, out bool handedOver) || !handedOver)
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
            if (!_unclaimed.Writer.TryWrite(outcome))
            {
                _ledger.Forget(outcome.ContextId);
            }
        }
    }

    internal void Close() => _unclaimed.Writer.TryComplete();

    private void Tell(string? contextId, ContextReply reply)
    {
        lock (_gate)
        {
            foreach ((string id, List<PendingContext> calls) in _waiting)
            {
                if (contextId is null || contextId == id)
                {
                    calls.ForEach(call => call.Deliver(reply));
                }
            }
        }
    }
}
