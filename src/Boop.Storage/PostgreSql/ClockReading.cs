using Boop.Storage.Rows;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>The database's clock at an instant of the host, exact to half of <paramref name="Width"/>.</summary>
/// <param name="Now">The database's time.</param>
/// <param name="ReadAt">The host's monotonic timestamp in the middle between question and answer.</param>
/// <param name="Width">From the question to the answer.</param>
internal readonly record struct ClockReading(DateTimeOffset Now, long ReadAt, TimeSpan Width)
{
    public const string Sql = "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private const int MostReadings = 4;
    private static readonly TimeSpan Exact = TimeSpan.FromMilliseconds(20);

    public static ClockReading Between(long asked, long answered, long milliseconds, TimeProvider time) =>
        new(StoreTime.FromStored(milliseconds), asked + ((answered - asked) / 2), time.GetElapsedTime(asked, answered));

    /// <summary>Asks again where the answer was long under way, and takes the best of what was answered.</summary>
    public async Task<ClockReading> SharpenAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        ClockReading best = this;
        for (int reading = 1; reading < MostReadings && best.Width > Exact; reading++)
        {
            long asked = time.GetTimestamp();
            long milliseconds = (long)(await connection.ScalarAsync($"SELECT {Sql}", [], cancellationToken))!;
            ClockReading another = Between(asked, time.GetTimestamp(), milliseconds, time);
            best = another.Width < best.Width ? another : best;
        }

        return best;
    }
}
