namespace Boop.Client.Testing;

/// <summary>The clock of a <see cref="BoopTestNetwork"/> and of the clients on it. It stands still until the network is told to let time pass.</summary>
/// <remarks>Thread-safe. Give it to the code under test as its <see cref="TimeProvider"/>, so that all have one time.</remarks>
public sealed class BoopTestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TestTimer> _armed = [];
    private DateTimeOffset _now;
    private long _armings;

    internal BoopTestClock(DateTimeOffset start) => _now = start;

    /// <summary>Always UTC.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers of clients and of the code under test will still fire. The network's own are not counted.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count(static timer => !timer.IsOwn);
            }
        }
    }

    /// <summary>What time it is.</summary>
    /// <returns>The time, in UTC.</returns>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>What time it is, in ticks.</summary>
    /// <returns>A count of <see cref="TimestampFrequency"/>.</returns>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Creates a timer that fires when the network lets the time pass.</summary>
    /// <param name="callback">What to call; on the thread that lets the time pass.</param>
    /// <param name="state">What to call it with.</param>
    /// <param name="dueTime">After how long; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="period">How often then; <see cref="Timeout.InfiniteTimeSpan"/> or zero for once.</param>
    /// <returns>The timer.</returns>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new TestTimer(this, callback, state, isOwn: false);
        Arm(timer, dueTime, period);
        return timer;
    }

    /// <summary>A timer of the network's own, which fires once.</summary>
    internal ITimer CreateOwn(Action act, TimeSpan dueTime)
    {
        var timer = new TestTimer(this, static act => ((Action)act!)(), act, isOwn: true);
        Arm(timer, dueTime, Timeout.InfiniteTimeSpan);
        return timer;
    }

    internal bool Arm(TestTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            _armed.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Arm_NeedsLock(timer, _now + dueTime);
            }

            return true;
        }
    }

    internal void Remove(TestTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _armed.Remove(timer);
        }
    }

    /// <summary>When the next timer fires; null where none will.</summary>
    internal DateTimeOffset? NextDue()
    {
        lock (_gate)
        {
            return Next_NeedsLock()?.Due;
        }
    }

    /// <summary>Moves on to the next timer that is due by then, and fires it; false where there is none.</summary>
    internal bool FireNext(DateTimeOffset until)
    {
        TestTimer? next;
        lock (_gate)
        {
            next = Next_NeedsLock();
            if (next?.Due is not { } due || due > until)
            {
                return false;
            }

            _now = due > _now ? due : _now;
            _armed.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                Arm_NeedsLock(next, due + next.Period);
            }
        }

        next.Fire();
        return true;
    }

    /// <summary>Moves on to a time before which nothing more is due.</summary>
    internal void MoveTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            _now = time > _now ? time : _now;
        }
    }

    private void Arm_NeedsLock(TestTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        timer.Order = _armings++;
        _armed.Add(timer);
    }

    private TestTimer? Next_NeedsLock() => _armed.MinBy(static timer => (timer.Due, timer.Order));
}
