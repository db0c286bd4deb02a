using System.Diagnostics;

namespace Boop.Client.Testing;

/// <summary>
/// Lets work come to rest, and time pass from timer to timer with a rest after each. At rest means: nobody in the flow runs, nothing is
/// queued on the thread pool, and no thread of it has taken something from the queue that it has not begun. That is looked at several
/// times, and nobody may have run in between. One looks at a time in the process, so that they do not see each other.
/// </summary>
internal sealed class Settler(BoopTestClock clock, WorkTracker work)
{
    private const int QuietRounds = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Where the pool is never at rest for the sake of others: so long without a sign of work in the flow.</summary>
    private static readonly TimeSpan LongQuiet = TimeSpan.FromMilliseconds(100);

    private static readonly SemaphoreSlim Looking = new(1);

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Runs what lets time pass, one after the other, outside the flow that it watches.</summary>
    internal Task RunAsync(Func<Task> steps)
    {
        work.Join();
        AsyncFlowControl? control = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            lock (_gate)
            {
                Task previous = _last;
                _last = Task.Run(() => TakeTurnAsync(previous, steps));
                return _last;
            }
        }
        finally
        {
            control?.Undo();
        }
    }

    /// <summary>Comes back when all work has come to rest; timers that are due now have fired.</summary>
    internal async Task SettleAsync()
    {
        do
        {
            await RestAsync().ConfigureAwait(false);
        }
        while (clock.FireNext(clock.GetUtcNow()));
    }

    /// <summary>Moves on to the next timer that is due by then, and settles; false where there is none.</summary>
    internal async Task<bool> StepAsync(DateTimeOffset until)
    {
        if (!clock.FireNext(until))
        {
            return false;
        }

        await SettleAsync().ConfigureAwait(false);
        return true;
    }

    private static async Task TakeTurnAsync(Task previous, Func<Task> steps)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await steps().ConfigureAwait(false);
    }

    private async Task RestAsync()
    {
        await Looking.WaitAsync().ConfigureAwait(false);
        try
        {
            await LookUntilRestAsync().ConfigureAwait(false);
        }
        finally
        {
            Looking.Release();
        }
    }

    private async Task LookUntilRestAsync()
    {
        long began = Stopwatch.GetTimestamp();
        long unmovedSince = began;
        long seen = -1;
        int quiet = 0;
        while (quiet < QuietRounds)
        {
            // To the end of the pool's queue: whatever stood before it has been begun.
            await Task.Yield();
            bool? isPoolAtRest = WorkTracker.IsPoolAtRest();
            (bool isQuiet, long entries) = work.Look();
            if (!isQuiet || entries != seen)
            {
                unmovedSince = Stopwatch.GetTimestamp();
                quiet = 0;
            }
            else if (isPoolAtRest is true)
            {
                quiet++;
            }
            else if (Stopwatch.GetElapsedTime(unmovedSince) > LongQuiet)
            {
                return;
            }

            seen = entries;
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new BoopTestException(
                    $"The code under test has not come to rest within {Patience.TotalSeconds} s of real time: something runs on without end.");
            }
        }
    }
}
