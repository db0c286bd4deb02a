namespace Boop.Contexts.Limits;

/// <summary>
/// Counts events of the last window, exactly: a ring of their times, oldest first.
/// An event leaves the window when it is a full window old. Holds at most its capacity; a full ring drops its oldest.
/// Not thread-safe.
/// </summary>
public sealed class SlidingWindow
{
    private readonly TimeSpan _length;
    private readonly int _capacity;
    private readonly Queue<DateTimeOffset> _times = new();

    /// <param name="length">The window's length.</param>
    /// <param name="capacity">The most events that are told apart: counts above it stay at it.</param>
    public SlidingWindow(TimeSpan length, int capacity)
    {
        _length = length;
        _capacity = capacity;
    }

    /// <summary>How many events the window that ends now holds.</summary>
    public int Count(DateTimeOffset now)
    {
        while (_times.TryPeek(out DateTimeOffset oldest) && now - oldest >= _length)
            _times.Dequeue();
        return _times.Count;
    }

    /// <summary>Counts an event. Times must not fall.</summary>
    public void Add(DateTimeOffset at)
    {
        if (_times.Count == _capacity)
            _times.Dequeue();
        _times.Enqueue(at);
    }

    /// <summary>Forgets the newest event of this time: it did not happen after all.</summary>
    public void Remove(DateTimeOffset at)
    {
        DateTimeOffset[] kept = [.. _times];
        int index = Array.LastIndexOf(kept, at);
        if (index < 0)
            return;
        _times.Clear();
        for (int i = 0; i < kept.Length; i++)
        {
            if (i != index)
                _times.Enqueue(kept[i]);
        }
    }

    /// <summary>How long until fewer than <paramref name="limit"/> events are in the window, if none is added; zero if that is so now.</summary>
    public TimeSpan TimeUntilBelow(int limit, DateTimeOffset now)
    {
        int surplus = Count(now) - limit;
        if (surplus < 0)
            return TimeSpan.Zero;
        return _times.ElementAt(surplus) + _length - now;
    }

    /// <summary>The counted times, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Times(DateTimeOffset now)
    {
        Count(now);
        return [.. _times];
    }
}
