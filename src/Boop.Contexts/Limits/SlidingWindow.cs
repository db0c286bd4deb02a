namespace Boop.Contexts.Limits;

/// <summary>
/// Counts events of the last window, exactly: a ring of their times, oldest first.
/// An event leaves the window when it is a full window old. Holds at most its capacity; a full ring drops its oldest.
/// Not thread-safe.
/// </summary>
public sealed class SlidingWindow
{
    private const int SmallestRing = 8;

    private readonly long _length;
    private readonly int _capacity;
    private long[] _ring = [];
    private int _head;
    private int _count;

    /// <param name="length">The window's length.</param>
    /// <param name="capacity">The most events that are told apart: counts above it stay at it.</param>
    public SlidingWindow(TimeSpan length, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _length = length.Ticks;
        _capacity = capacity;
    }

    /// <summary>How many events the window that ends now holds.</summary>
    public int Count(DateTimeOffset now)
    {
        while (_count > 0 && now.UtcTicks - At(0) >= _length)
            DropOldest();
        return _count;
    }

    /// <summary>Counts an event. Times must not fall.</summary>
    public void Add(DateTimeOffset at)
    {
        if (_count == _capacity)
            DropOldest();
        else if (_count == _ring.Length)
            Grow();
        _ring[(_head + _count) % _ring.Length] = at.UtcTicks;
        _count++;
    }

    /// <summary>Forgets the newest event of this time: it did not happen after all.</summary>
    public void Remove(DateTimeOffset at)
    {
        int index = _count - 1;
        while (index >= 0 && At(index) != at.UtcTicks)
            index--;
        if (index < 0)
            return;
        for (int i = index; i < _count - 1; i++)
            _ring[(_head + i) % _ring.Length] = At(i + 1);
        _count--;
    }

    /// <summary>How long until fewer than <paramref name="limit"/> events are in the window, if none is added; zero if that is so now.</summary>
    public TimeSpan TimeUntilBelow(int limit, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        int surplus = Count(now) - limit;
        return surplus < 0 ? TimeSpan.Zero : TimeSpan.FromTicks(At(surplus) + _length - now.UtcTicks);
    }

    /// <summary>The counted times, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Times(DateTimeOffset now)
    {
        var times = new DateTimeOffset[Count(now)];
        for (int i = 0; i < times.Length; i++)
            times[i] = new DateTimeOffset(At(i), TimeSpan.Zero);
        return times;
    }

    private long At(int index) => _ring[(_head + index) % _ring.Length];

    private void DropOldest()
    {
        _head = (_head + 1) % _ring.Length;
        _count--;
    }

    private void Grow()
    {
        var larger = new long[Math.Min(_capacity, Math.Max(SmallestRing, _ring.Length * 2))];
        for (int i = 0; i < _count; i++)
            larger[i] = At(i);
        _ring = larger;
        _head = 0;
    }
}
