using Boop.Grains.Contracts;

namespace Boop.Gateway.Sessions;

/// <summary>Holds notices until it is opened, then hands them on, always in the order of their numbers.</summary>
internal sealed class NoticeGate<TNotice>(Action<TNotice> handle)
{
    private readonly Lock _lock = new();
    private readonly Sequence<TNotice> _sequence = new();
    private List<TNotice>? _held = [];

    /// <summary>The last notice behind which none is missing.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
                return _sequence.Last;
        }
    }

    /// <param name="number">Its place in the order; 0 where nobody counts.</param>
    /// <param name="notice">What is told.</param>
    public void Deliver(long number, TNotice notice)
    {
        lock (_lock)
        {
            if (number == 0 || _sequence.TryTake(number, notice))
                Pass_NeedsLock(notice);
            while (_sequence.TryNext(out TNotice? next))
                Pass_NeedsLock(next);
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            foreach (TNotice notice in _held ?? [])
                handle(notice);
            _held = null;
        }
    }

    private void Pass_NeedsLock(TNotice notice)
    {
        if (_held is null)
            handle(notice);
        else
            _held.Add(notice);
    }
}
