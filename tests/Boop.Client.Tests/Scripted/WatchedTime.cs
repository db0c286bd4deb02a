using Microsoft.Extensions.Time.Testing;

namespace Boop.Client.Tests.Scripted;

/// <summary>Fake time that tells which waits have been armed, so that a test moves it only then.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _armed = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Watched(this, base.CreateTimer(callback, state, dueTime, period));
        Note(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for so long; each wait counts once.</summary>
    internal Task ArmedAsync(TimeSpan due) => Cap.Of(ArmedOnceAsync(due), $"a wait of {due} (armed are {string.Join(", ", Armed())})");

    internal Task ArmedAsync(double seconds) => ArmedAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits until somebody waits for so long, then lets that time pass.</summary>
    internal async Task PassAsync(double seconds)
    {
        await ArmedAsync(seconds);
        Advance(TimeSpan.FromSeconds(seconds));
    }

    internal void Forget()
    {
        lock (_gate)
        {
            _armed.Clear();
        }
    }

    private List<TimeSpan> Armed()
    {
        lock (_gate)
        {
            return [.. _armed];
        }
    }

    private async Task ArmedOnceAsync(TimeSpan due)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_armed.Remove(due))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    private void Note(TimeSpan due)
    {
        lock (_gate)
        {
            _armed.Add(due);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Watched(WatchedTime owner, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            owner.Note(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
