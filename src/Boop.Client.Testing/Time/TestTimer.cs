namespace Boop.Client.Testing;

/// <summary>A timer of <see cref="BoopTestClock"/>, which owns its state and guards it.</summary>
internal sealed class TestTimer(BoopTestClock clock, TimerCallback callback, object? state, bool isOwn) : ITimer
{
    // Whoever made the timer is who acts when it fires, as with a real one.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>When it fires; null while it is not armed.</summary>
    internal DateTimeOffset? Due { get; set; }

    internal TimeSpan Period { get; set; }

    /// <summary>Of two that are due at once, the one that was armed first fires first.</summary>
    internal long Order { get; set; }

    internal bool IsDisposed { get; set; }

    /// <summary>Whether the network made it, and not the code under test.</summary>
    internal bool IsOwn => isOwn;

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Arm(this, dueTime, period);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((TestTimer)timer!).Call(), this);
        }
    }

    private void Call() => callback(state);
}
