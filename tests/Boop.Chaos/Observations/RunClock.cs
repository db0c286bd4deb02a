namespace Boop.Chaos.Observations;

/// <summary>The run's one clock: monotonic since its start. The one place of the runner where real time passes.</summary>
internal sealed class RunClock
{
    private const int MostReadings = 100;
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private readonly long _startedAt;
    private readonly DateTimeOffset _startedUtc;

    public RunClock(TimeProvider time)
    {
        Time = time;
        // Two readings between which the runner was stopped would shift everything that the store says.
        for (int reading = 0; reading == 0 || (reading < MostReadings && time.GetElapsedTime(_startedAt) > AtOnce); reading++)
        {
            _startedAt = time.GetTimestamp();
            _startedUtc = time.GetUtcNow();
        }
    }

    /// <summary>Since the run's start.</summary>
    public TimeSpan Now => Time.GetElapsedTime(_startedAt);

    public TimeProvider Time { get; }

    /// <summary>What the store calls a time, in the run's own. Both read the same host's UTC, each once.</summary>
    public TimeSpan FromStore(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds) - _startedUtc;

    public TimeSpan FromUtc(DateTimeOffset at) => at - _startedUtc;

    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, Time, cancellationToken);
}
