namespace Boop.Client.Testing;

/// <summary>Wakes the desk at the next deadline of a context; what could not be written then is tried again and again.</summary>
internal sealed class Deadlines(ContextTable table, BoopTestClock clock, Action tick)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private ITimer? _timer;

    internal void Schedule()
    {
        End();
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset? next = null;
        foreach (ContextEntry entry in table.Open)
        {
            DateTimeOffset due = IsBehind(entry, now) ? now + RetryPause : entry.State.Deadline;
            next = due < next ? due : next ?? due;
        }

        _timer = next is { } at ? clock.CreateOwn(tick, at - now) : null;
    }

    internal void End() => _timer?.Dispose();

    private bool IsBehind(ContextEntry entry, DateTimeOffset now) =>
        entry.State.Deadline <= now || entry.State.Unwritten is not null || (entry.IsPersonThere && table.IsStoreDown);
}
