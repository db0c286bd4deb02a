namespace Boop.Chaos.Observations;

/// <summary>The run's one clock: monotonic since its start. The one place of the runner where real time passes.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly DateTimeOffset _startedUtc = time.GetUtcNow();

    /// <summary>Since the run's start.</summary>
    public TimeSpan Now => time.GetElapsedTime(_startedAt);

    public TimeProvider Time => time;

    /// <summary>What the store calls a time, in the run's own. Both read the same host's UTC, each once.</summary>
    public TimeSpan FromStore(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds) - _startedUtc;

    public TimeSpan FromUtc(DateTimeOffset at) => at - _startedUtc;

    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, cancellationToken);
}
