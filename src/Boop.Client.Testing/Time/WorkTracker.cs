namespace Boop.Client.Testing;

/// <summary>
/// Sees which threads work in one network's flow: in what was started by code that had joined, however many tasks later. The
/// runtime carries the flow from task to task and tells of each thread that takes it up or lays it down.
/// </summary>
internal sealed class WorkTracker
{
    private static readonly AsyncLocal<Membership?> Flow = new(static change => Moved(change.PreviousValue, change.CurrentValue));
    private static int _workers;
    private static long _moves;

    private readonly Lock _gate = new();
    private readonly Dictionary<Thread, int> _working = [];
    private long _entries;
    private volatile bool _hasEnded;

    /// <summary>The caller, and all that it starts from now on, is seen.</summary>
    internal void Join()
    {
        for (Membership? one = Flow.Value; one is not null; one = one.Outer)
        {
            if (one.Tracker == this)
            {
                return;
            }
        }

        Flow.Value = new Membership(this, Living(Flow.Value));
    }

    internal void End() => _hasEnded = true;

    /// <summary>Whether nobody works now, and how often somebody took up work so far. Who is blocked does not work.</summary>
    internal (bool IsQuiet, long Entries) Look()
    {
        lock (_gate)
        {
            return (!_working.Keys.Any(IsRunning), _entries);
        }
    }

    /// <summary>How many busy threads of the pool are in no network's flow and so unseen: one of them may be about to take up work of one.</summary>
    internal static PoolLook LookAtPool()
    {
        // The queue first: what is taken from it after this is taken by a thread that is busy then.
        long moves = Interlocked.Read(ref _moves);
        long queued = ThreadPool.PendingWorkItemCount;
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        int unseen = most - available - Volatile.Read(ref _workers);
        return new PoolLook(IsSteady: moves == Interlocked.Read(ref _moves), Math.Max(0, unseen), queued);
    }

    private static bool IsRunning(Thread thread) => (thread.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) == 0;

    private static Membership? Living(Membership? membership) => membership switch
    {
        null => null,
        { Tracker._hasEnded: true } => Living(membership.Outer),
        _ => new Membership(membership.Tracker, Living(membership.Outer)),
    };

    private static void Moved(Membership? previous, Membership? current)
    {
        Interlocked.Increment(ref _moves);
        for (Membership? one = current; one is not null; one = one.Outer)
        {
            one.Tracker.Count(1);
        }

        for (Membership? one = previous; one is not null; one = one.Outer)
        {
            one.Tracker.Count(-1);
        }

        // Last, so that a thread is never taken for seen before it is.
        if ((previous is null) != (current is null) && Thread.CurrentThread.IsThreadPoolThread)
        {
            Interlocked.Add(ref _workers, current is null ? -1 : 1);
        }
    }

    private void Count(int change)
    {
        lock (_gate)
        {
            int depth = _working.GetValueOrDefault(Thread.CurrentThread) + change;
            if (depth > 0)
            {
                _working[Thread.CurrentThread] = depth;
            }
            else
            {
                _working.Remove(Thread.CurrentThread);
            }

            if (change > 0)
            {
                _entries++;
            }
        }
    }

    private sealed record Membership(WorkTracker Tracker, Membership? Outer);
}
