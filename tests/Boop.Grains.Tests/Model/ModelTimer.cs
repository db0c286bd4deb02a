namespace Boop.Grains.Tests.Model;

/// <summary>A grain's timer on the test's clock.</summary>
internal sealed class ModelTimer : IGrainTimer
{
    private readonly ITimer _timer;

    public ModelTimer(TimeProvider time, Action tick) =>
        _timer = time.CreateTimer(_ => tick(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

    public void Dispose() => _timer.Dispose();
}
