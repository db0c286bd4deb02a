namespace Boop.Grains.Time;

/// <summary>
/// The store's clock as one activation reads it: the store's time at the claim, advanced monotonically since.
/// A step of the host's clock moves nothing. Whole milliseconds, as on the wire and in the store.
/// </summary>
internal sealed class StoreClock(DateTimeOffset start, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public DateTimeOffset Now
    {
        get
        {
            DateTimeOffset now = start + time.GetElapsedTime(_startedAt);
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }
}
