namespace Boop.Client;

/// <summary>
/// Keeps what is sent within a limit of the network for any 60 s. A place is free again 60 s after the network was heard to have counted
/// what took it, which is later than it did, whatever the way takes; 70 s after it was sent where the network is not heard.
/// Whoever waits is served in order. Thread-safe; the clock is read outside the lock, as a clock may run what is due.
/// </summary>
internal sealed class SendWindow(TimeProvider time)
{
    internal static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Unheard = TimeSpan.FromSeconds(70);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly List<SendSlot> _slots = [];
    private readonly LinkedList<object> _waiting = new();
    private TaskCompletionSource _changed = New();
    private int _limit = 1;
    private long _sent;

    internal int Limit
    {
        set
        {
            lock (_gate)
            {
                _limit = Math.Max(1, value);
                Signal_NeedsLock();
            }
        }
    }

    /// <summary>Takes a place if one is free, the same one for the same key; else says in how long one will be.</summary>
    internal SendSlot? TryEnter(string? key, out TimeSpan wait)
    {
        long now = time.GetTimestamp();
        lock (_gate)
        {
            return TryTake_NeedsLock(key, now, isFirst: _waiting.Count == 0, out wait);
        }
    }

    /// <summary>Waits for a place.</summary>
    internal async Task<SendSlot> EnterAsync(string? key, CancellationToken cancellationToken)
    {
        var me = new LinkedListNode<object>(new object());
        lock (_gate)
        {
            _waiting.AddLast(me);
        }

        try
        {
            while (true)
            {
                Task changed;
                TimeSpan wait = Timeout.InfiniteTimeSpan;
                long now = time.GetTimestamp();
                lock (_gate)
                {
                    if (_waiting.First == me && TryTake_NeedsLock(key, now, isFirst: true, out wait) is { } slot)
                    {
                        return slot;
                    }

                    changed = _changed.Task;
                }

                await WaitAsync(changed, wait, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(me);
                Signal_NeedsLock();
            }
        }
    }

    /// <summary>Takes a place whether there is one or not, for what cannot wait and is sent now.</summary>
    internal SendSlot EnterAnyhow()
    {
        var slot = new SendSlot(null);
        Sent(slot);
        return slot;
    }

    /// <summary>What took the place is on its way.</summary>
    internal void Sent(SendSlot slot)
    {
        long now = time.GetTimestamp();
        lock (_gate)
        {
            slot.SentAt = now;
            slot.Number = ++_sent;
            if (!_slots.Contains(slot))
            {
                _slots.Add(slot);
            }
        }
    }

    /// <summary>The network has counted it.</summary>
    internal void Heard(SendSlot slot)
    {
        long now = time.GetTimestamp();
        lock (_gate)
        {
            slot.HeardAt ??= now;
            Signal_NeedsLock();
        }
    }

    /// <summary>The network has counted what has this key.</summary>
    internal void Heard(string key)
    {
        long now = time.GetTimestamp();
        lock (_gate)
        {
            if (_slots.Find(slot => slot.Key == key && slot.SentAt is not null) is { HeardAt: null } slot)
            {
                slot.HeardAt = now;
                Signal_NeedsLock();
            }
        }
    }

    /// <summary>The network has counted it and, as it takes them in order, all that was sent before.</summary>
    internal void HeardUpTo(SendSlot slot)
    {
        long now = time.GetTimestamp();
        lock (_gate)
        {
            foreach (SendSlot earlier in _slots)
            {
                if (earlier.Number > 0 && earlier.Number < slot.Number)
                {
                    earlier.HeardAt ??= now;
                }
            }
        }

        Heard(slot);
    }

    /// <summary>It does not count: it was not sent, or the network refused it.</summary>
    internal void Leave(SendSlot slot)
    {
        lock (_gate)
        {
            _slots.Remove(slot);
            Signal_NeedsLock();
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            // A timer knows whole milliseconds, and would not wait for less.
            wait = wait > TimeSpan.Zero && wait < Shortest ? Shortest : wait;
            await changed.WaitAsync(wait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // There may be room now.
        }
    }

    private SendSlot? TryTake_NeedsLock(string? key, long now, bool isFirst, out TimeSpan wait)
    {
        _slots.RemoveAll(slot => Left(slot, now) <= TimeSpan.Zero);
        wait = TimeSpan.Zero;
        SendSlot? taken = key is null ? null : _slots.Find(slot => slot.Key == key);
        if (taken is null && isFirst && _slots.Count < _limit)
        {
            _slots.Add(taken = new SendSlot(key));
        }
        else if (taken is null)
        {
            // Where others wait in front this is the least.
            wait = _slots.Count < _limit ? Unheard : _slots.Select(slot => Left(slot, now)).Order().ElementAt(_slots.Count - _limit);
        }

        return taken;
    }

    /// <summary>How long it still counts. What is not sent yet counts as if it were sent now.</summary>
    private TimeSpan Left(SendSlot slot, long now) =>
        slot.HeardAt is { } heard ? Length - time.GetElapsedTime(heard, now)
        : slot.SentAt is { } sent ? Unheard - time.GetElapsedTime(sent, now)
        : Unheard;

    private void Signal_NeedsLock()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
