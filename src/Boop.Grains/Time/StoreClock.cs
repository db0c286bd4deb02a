namespace Boop.Grains.Time;

/// <summary>
/// The store's clock as one activation reads it: the store's time at the claim, advanced monotonically since.
/// A step of the host's clock moves nothing. Whole milliseconds, as on the wire and in the store.
/// </summary>
/// <param name="start">The store's time.</param>
/// <param name="readAt">The host's timestamp at which it was that.</param>
/// <param name="time">The host's clock.</param>
internal sealed class StoreClock(DateTimeOffset start, long readAt, TimeProvider time)
{
    public DateTimeOffset Now
    {
        get
        {
            DateTimeOffset now = start + time.GetElapsedTime(readAt);
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }
}
