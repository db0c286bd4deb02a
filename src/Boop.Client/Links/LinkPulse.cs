namespace Boop.Links;

/// <summary>
/// Finds a dead link: pings when the link was quiet, and aborts it when nothing at all comes within 8 s of a ping.
/// Any frame received is a sign of life. While something is awaited it pings every 4 s, else a little before the announced interval,
/// so that a dead link is known within 12 s, or within 35 s at the usual interval.
/// </summary>
internal sealed class LinkPulse : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    internal static readonly TimeSpan UrgentInterval = TimeSpan.FromSeconds(4);
    private const double EarlyBy = 0.9;

    private readonly Lock _gate = new();
    private readonly Link _link;
    private readonly LinkDialect _dialect;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleInterval;
    private readonly ITimer _timer;
    private long _lastSign;
    private long? _pingedAt;

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
                due = Patience;
            }

            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private TimeSpan Due_NeedsLock() => _pingedAt is { } pingedAt
        ? Patience - _time.GetElapsedTime(pingedAt)
        : Interval() - _time.GetElapsedTime(_lastSign);

    private TimeSpan Interval() => _dialect.IsUrgent && UrgentInterval < _idleInterval ? UrgentInterval : _idleInterval;
}
