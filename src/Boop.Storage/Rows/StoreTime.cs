namespace Boop.Storage.Rows;

/// <summary>
/// A store's clock: its time when this was made, advanced monotonically since, so that a step of the clock moves nothing.
/// Whole milliseconds, as stored; what is finer is rounded up, so that nothing ends early.
/// </summary>
internal sealed class StoreTime
{
    private const int MostReadings = 100;
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _start;
    private readonly long _startedAt;

    public StoreTime(TimeProvider time)
    {
        _time = time;
        // A busy host may stop us between two readings; two that lie apart would make a clock that goes wrong for good.
        for (int reading = 0; reading == 0 || (reading < MostReadings && time.GetElapsedTime(_startedAt) > AtOnce); reading++)
        {
            _startedAt = time.GetTimestamp();
            _start = time.GetUtcNow();
        }
    }

    public DateTimeOffset Now => At(Timestamp);

    /// <summary>The host's monotonic timestamp.</summary>
    public long Timestamp => _time.GetTimestamp();

    /// <summary>The store's time at a timestamp of the host.</summary>
    public DateTimeOffset At(long timestamp) =>
        DateTimeOffset.FromUnixTimeMilliseconds((_start + _time.GetElapsedTime(_startedAt, timestamp)).ToUnixTimeMilliseconds());

    public static long ToStored(DateTimeOffset at)
    {
        long milliseconds = at.ToUnixTimeMilliseconds();
        return at.Ticks % TimeSpan.TicksPerMillisecond == 0 ? milliseconds : milliseconds + 1;
    }

    public static DateTimeOffset FromStored(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
