using Boop.Protocol;

namespace Boop.Client;

/// <summary>
/// Who waits for which context. Knows no socket. An outcome goes to every call that waits for its context, whatever it answers, and
/// to the unclaimed ones where no call takes it; a call that leaves takes with it what it was given until then.
/// </summary>
internal sealed class PendingCalls(ArrivedOutcomes arrived)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingCall> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PendingCall>> _byContext = new(StringComparer.Ordinal);

    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _byId.Count == 0;
            }
        }
    }

    /// <summary>Adds a call; false for a create where another one waits for the same context with another request.</summary>
    internal bool TryAdd(PendingCall call)
    {
        lock (_gate)
        {
            if (!_byContext.TryGetValue(call.ContextId, out List<PendingCall>? calls))
            {
                _byContext.Add(call.ContextId, calls = []);
            }
            else if (call.IsCreate && calls.Exists(other => other.IsCreate && !other.AsksTheSame(call)))
            {
                return false;
            }

            calls.Add(call);
            _byId.Add(call.Id, call);
            return true;
        }
    }

    /// <summary>Takes a call out: nothing that comes later is given to it. Returns its answer, if it has one.</summary>
    internal ContextStatus? Remove(PendingCall call)
    {
        lock (_gate)
        {
            if (_byId.Remove(call.Id) && _byContext[call.ContextId] is { } calls && calls.Remove(call) && calls.Count == 0)
            {
                _byContext.Remove(call.ContextId);
            }

            return call.Conclude();
        }
    }

    /// <summary>The call whose message this id names; null for none.</summary>
    internal PendingCall? Find(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The creates that wait for this context.</summary>
    internal IReadOnlyList<PendingCall> CreatesOf(string contextId)
    {
        lock (_gate)
        {
            return _byContext.TryGetValue(contextId, out List<PendingCall>? calls) ? [.. calls.Where(call => call.IsCreate)] : [];
        }
    }

    internal Arrival Deliver(string contextId, AuthenticationOutcome outcome)
    {
        lock (_gate)
        {
            // Under the lock nobody can leave between being given it and its being marked as taken.
            bool isTaken = false;
            foreach (PendingCall call in _byContext.GetValueOrDefault(contextId, []))
            {
                if (call.TryTake(outcome))
                {
                    arrived.Taken(call);
                    isTaken = true;
                }
            }

            if (isTaken)
            {
                return Arrival.Awaited;
            }
        }

        return arrived.Offer(contextId, outcome);
    }

    /// <summary>A call that took the outcome does not hand it over.</summary>
    internal void LetGo(PendingCall call, AuthenticationOutcome outcome) => arrived.LetGo(call, outcome);

    /// <summary>Whether the context's outcome came before: the network knows it.</summary>
    internal bool IsDecided(string contextId) => arrived.IsKnown(contextId);

    /// <summary>Where a context stands, for the creates that wait for it.</summary>
    internal void Report(ContextStatus status)
    {
        foreach (PendingCall create in CreatesOf(status.ContextId))
        {
            create.Progress?.Report(status);
        }
    }

    /// <summary>An error that names the context alone: only a create can have met it.</summary>
    internal void Fail(string contextId, WireError error)
    {
        foreach (PendingCall create in CreatesOf(contextId))
        {
            create.Deliver(new CallReply.Failed(error));
        }
    }

    /// <summary>Whatever was sent may not have arrived.</summary>
    internal void LinkLost()
    {
        lock (_gate)
        {
            foreach (PendingCall call in _byId.Values)
            {
                call.Deliver(CallReply.LinkLost.Instance);
            }
        }
    }
}
