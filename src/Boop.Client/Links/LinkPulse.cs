namespace Boop.Links;

/// <summary>
/// Finds a dead link: pings when the link was quiet, and aborts it when nothing at all comes for a while after a ping. Any frame
/// received is a sign of life. While something is awaited it pings after 2.5 s of quiet and bears 5 s, so that a dead link is known within
/// 7.5 s; else a little before the announced interval, and bears 8 s: within 35 s at the usual one. A ping keeps the patience that it was
/// sent with, so that a slow link is not given up because something is newly awaited; even then 8 s suffice.
/// </summary>
internal sealed class LinkPulse : IDisposable
{
    // Of the 8 s that an awaited answer allows most go to the patience: a round trip of 5 s is slow, not dead.
    private static readonly TimeSpan UrgentInterval = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan UrgentPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(8);
    private const double EarlyBy = 0.9;

    private readonly Lock _gate = new();
    private readonly Link _link;
    private readonly LinkDialect _dialect;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleInterval;
    private readonly ITimer _timer;
    private long _lastSign;
    private long? _pingedAt;
    private TimeSpan _patience;

    internal LinkPulse(Link link, LinkDialect dialect, TimeProvider time, TimeSpan interval)
    {
        _link = link;
        _dialect = dialect;
        _time = time;
        _idleInterval = interval * EarlyBy;
        _lastSign = time.GetTimestamp();
        _timer = time.CreateTimer(static pulse => ((LinkPulse)pulse!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Beat();
    }

    /// <summary>When the last frame came.</summary>
    internal long LastSign
    {
        get
        {
            lock (_gate)
            {
                return _lastSign;
            }
        }
    }

    /// <summary>A frame came.</summary>
    internal void Heard()
    {
        lock (_gate)
        {
            _lastSign = _time.GetTimestamp();
            if (_pingedAt is not null)
            {
                _pingedAt = null;
                _timer.Change(Interval(), Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Looks what is due and sets the timer for the next look; to be called too when something is newly awaited.</summary>
    internal void Beat()
    {
        lock (_gate)
        {
            TimeSpan due = Due_NeedsLock();
            if (due <= TimeSpan.Zero)
            {
                if (_pingedAt is not null)
                {
                    _link.Abort();
                    return;
                }

                // With a full queue no ping is needed: whatever stands in it is owed a sign of life just as well.
                _link.TrySend(_dialect.Ping());
                _pingedAt = _time.GetTimestamp();
                due = _patience = _dialect.IsUrgent ? UrgentPatience : IdlePatience;
            }

            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private TimeSpan Due_NeedsLock() => _pingedAt is { } pingedAt
        ? _patience - _time.GetElapsedTime(pingedAt)
        : Interval() - _time.GetElapsedTime(_lastSign);

    private TimeSpan Interval() => _dialect.IsUrgent && UrgentInterval < _idleInterval ? UrgentInterval : _idleInterval;
}
