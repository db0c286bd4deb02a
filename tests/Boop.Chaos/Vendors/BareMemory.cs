using Boop.Chaos.Observations;
using Boop.Chaos.Play;

namespace Boop.Chaos.Vendors;

/// <summary>What a vendor without an SDK remembers of its errands. Thread-safe.</summary>
internal sealed class BareMemory(int mostDecided)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Errand> _open = [];
    private readonly List<Errand> _decided = [];

    public int Open
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    public void Ask(Errand errand)
    {
        lock (_lock)
            _open[errand.Context] = errand;
    }

    public Errand? AnyOpen(Dice dice)
    {
        lock (_lock)
            return _open.Count == 0 ? null : dice.Of([.. _open.Values]);
    }

    public Errand? AnyDecided(Dice dice)
    {
        lock (_lock)
            return _decided.Count == 0 ? null : dice.Of(_decided);
    }

    /// <summary>Returns the context whose outcome this is; null for anything else.</summary>
    public string? Take(WireMessage message)
    {
        if (message.ContextId is not { } context)
            return null;
        bool isOutcome = message.Type == "auth_result" || message.ErrorCode == "CONTEXT_EXPIRED";
        bool isFinal = isOutcome || message.ErrorCode is { } code && code is not ("UNAVAILABLE" or "INTERNAL_ERROR" or "CONTEXT_ID_CONFLICT");
        lock (_lock)
        {
            if (isFinal && _open.Remove(context, out Errand? errand) && isOutcome)
            {
                _decided.Add(errand);
                if (_decided.Count > mostDecided)
                    _decided.RemoveAt(0);
            }
        }

        return isOutcome ? context : null;
    }
}
