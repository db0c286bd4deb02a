namespace Boop.Storage.Sqlite;

/// <summary>
/// The store's clock: the host's UTC, read once and advanced monotonically since, so that a step of the host's clock moves nothing.
/// Whole milliseconds, as stored; what is finer is rounded up, so that nothing ends early.
/// </summary>
internal sealed class StoreTime(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startedAt = time.GetTimestamp();

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds((_start + time.GetElapsedTime(_startedAt)).ToUnixTimeMilliseconds());

    public static long ToStored(DateTimeOffset at)
    {
        long milliseconds = at.ToUnixTimeMilliseconds();
        return at.Ticks % TimeSpan.TicksPerMillisecond == 0 ? milliseconds : milliseconds + 1;
    }

    public static DateTimeOffset FromStored(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
