using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Boop.Testing;

/// <summary>Fake time of a host whose wall clock can be set, apart from its monotonic clock.</summary>
public sealed class SteppingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _awaited = [];
    private TimeSpan _stepped;

    /// <summary>Sets the wall clock on or back.</summary>
    public void Step(TimeSpan step) => _stepped += step;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _stepped;

    // The wall clock's step must not reach what is monotonic.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Completes once somebody, from now on, waits for this long.</summary>
    public Task ArmedAsync(TimeSpan due)
    {
        TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[due] = armed;
        return Cap.Within(armed.Task, $"a timer of {due.TotalMilliseconds} ms was armed");
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (_awaited.TryRemove(dueTime, out TaskCompletionSource? awaited))
            awaited.SetResult();
        return timer;
    }

    /// <summary>Lets time pass until something has happened.</summary>
    public async Task<T> PassUntil<T>(Task<T> task, string awaited)
    {
        using CancellationTokenSource ended = new();
        Task passing = Task.Run(
            async () =>
            {
                while (!task.IsCompleted && !ended.IsCancellationRequested)
                {
                    Advance(TimeSpan.FromMilliseconds(1));
                    await Task.Yield();
                }
            },
            CancellationToken.None);
        try
        {
            return await Cap.Within(task, awaited);
        }
        finally
        {
            await ended.CancelAsync();
            await passing;
        }
    }
}
