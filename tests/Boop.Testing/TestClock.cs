using Microsoft.Extensions.Time.Testing;

namespace Boop.Testing;

/// <summary>Fake time that can be asked whether somebody waits for it: arm the wait, then advance.</summary>
public sealed class TestClock : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TrackedTimer> _armed = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _waiting = [];

    public TestClock()
        : base(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Completes once a timer of this length runs.</summary>
    public Task ArmedAsync(TimeSpan due)
    {
        lock (_lock)
        {
            return _armed.Any(timer => timer.Due == due) ? Task.CompletedTask : NextArmedAsync_NeedsLock(due);
        }
    }

    /// <summary>Completes once another timer of this length is armed than those that run now.</summary>
    public Task NextArmedAsync(TimeSpan due)
    {
        lock (_lock)
        {
            return NextArmedAsync_NeedsLock(due);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TrackedTimer(this, callback, state);
        timer.Inner = base.CreateTimer(static timer => ((TrackedTimer)timer!).Fire(), timer, dueTime, period);
        Arm(timer, dueTime);
        return timer;
    }

    private Task NextArmedAsync_NeedsLock(TimeSpan due)
    {
        var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((due, armed));
        return Cap.Within(armed.Task, $"a timer of {due.TotalMilliseconds} ms was armed");
    }

    private void Arm(TrackedTimer timer, TimeSpan due)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (due < TimeSpan.Zero)
                return;
            timer.Due = due;
            _armed.Add(timer);
            foreach ((TimeSpan _, TaskCompletionSource armed) in _waiting.Where(one => one.Due == due))
                armed.TrySetResult();
            _waiting.RemoveAll(one => one.Due == due);
        }
    }

    private void Disarm(TrackedTimer timer)
    {
        lock (_lock)
            _armed.Remove(timer);
    }

    private sealed class TrackedTimer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        public ITimer? Inner { get; set; }

        public TimeSpan Due { get; set; }

        public void Fire()
        {
            clock.Disarm(this);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = Inner!.Change(dueTime, period);
            if (changed)
                clock.Arm(this, dueTime);
            return changed;
        }

        public void Dispose()
        {
            clock.Disarm(this);
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
