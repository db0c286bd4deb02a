namespace Boop.Protocol;

/// <summary>How long a client waits before it connects again: full jitter over min(30 s, 1 s × 2ⁿ).</summary>
/// <remarks>
/// Owns n, the count of failures since the last healthy session, and nothing else: no clock, no timer. Not thread-safe.
/// A hint is a floor on which the jitter stands, so that a fleet given one hint does not come back as one wave.
/// </remarks>
/// <param name="random">Gives numbers from 0 (inclusive) to 1 (exclusive), such as <see cref="Random.NextDouble"/>.</param>
public sealed class Backoff(Func<double> random)
{
    private const int FailuresAtCap = 5;

    private int _failures;

    /// <summary>The widest that the jitter grows: 30 s.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    /// <summary>How long a session must have been healthy to be forgiven what was before it: 60 s.</summary>
    public static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(60);

    /// <summary>The pause before the next attempt, and counts one failure.</summary>
    /// <param name="hint">The least pause, where the network gave one.</param>
    /// <returns>The hint, if any, plus full jitter.</returns>
    public TimeSpan Next(TimeSpan? hint = null)
    {
        TimeSpan width = _failures < FailuresAtCap ? TimeSpan.FromSeconds(1 << _failures) : Cap;
        _failures = Math.Min(_failures + 1, FailuresAtCap);
        return (hint ?? TimeSpan.Zero) + (width * random());
    }

    /// <summary>The pause after the network said that it goes away or restarts. Counts no failure.</summary>
    /// <param name="hint">When to come back, where the network said so.</param>
    /// <returns>The hint, if any, plus full jitter over 1 s.</returns>
    public TimeSpan Soon(TimeSpan? hint = null) => (hint ?? TimeSpan.Zero) + (TimeSpan.FromSeconds(1) * random());

    /// <summary>Tells how long the session that ended had been healthy; from 60 s on, n starts again at 0.</summary>
    /// <param name="healthyFor">From the session's authentication to the last sign of life.</param>
    public void SessionEnded(TimeSpan healthyFor)
    {
        if (healthyFor >= HealthyAfter)
        {
            _failures = 0;
        }
    }
}
