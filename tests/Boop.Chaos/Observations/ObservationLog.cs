namespace Boop.Chaos.Observations;

/// <summary>Everything that was seen, in order. Thread-safe; the time of an entry is taken as it is added.</summary>
internal sealed class ObservationLog(RunClock clock)
{
    private readonly Lock _lock = new();
    private readonly List<Observation> _all = [];

    public RunClock Clock => clock;

    public T Add<T>(Func<TimeSpan, T> observe)
        where T : Observation
    {
        lock (_lock)
        {
            T observation = observe(clock.Now);
            _all.Add(observation);
            return observation;
        }
    }

    /// <summary>All so far.</summary>
    public IReadOnlyList<Observation> Snapshot()
    {
        lock (_lock)
            return [.. _all];
    }
}
