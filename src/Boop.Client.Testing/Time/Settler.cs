namespace Boop.Client.Testing;

/// <summary>Lets work come to rest, and time pass from timer to timer with a rest after each.</summary>
internal sealed class Settler(BoopTestClock clock, WorkTracker work)
{
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
            await RestWatch.RestAsync(work).ConfigureAwait(false);
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
}
