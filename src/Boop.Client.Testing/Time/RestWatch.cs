using System.Diagnostics;

namespace Boop.Client.Testing;

/// <summary>
/// Waits until the work of a flow has come to rest: nobody in it runs, nothing is queued on the thread pool, and no thread of the pool has
/// taken something from the queue that it has not begun. It looks from a thread of its own, so that it never sees itself; one for all
/// networks of the process, for as long as somebody waits.
/// </summary>
internal static class RestWatch
{
    private const int QuietLooks = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Where the pool is never at rest for the sake of others: so long without a sign of work in the flow.</summary>
    private static readonly TimeSpan LongQuiet = TimeSpan.FromSeconds(1);

    private static readonly Lock Gate = new();
    private static readonly List<Watched> All = [];

    /// <summary>So many threads of the pool have been busy all through a long quiet: somebody blocks them, and they are not waited for again.</summary>
    private static int _stuck;

    internal static Task RestAsync(WorkTracker work)
    {
        var watched = new Watched(work);
        lock (Gate)
        {
            All.Add(watched);
            if (All.Count == 1)
            {
                new Thread(Watch) { IsBackground = true, Name = nameof(RestWatch) }.UnsafeStart();
            }
        }

        return watched.AtRest;
    }

    private static void Watch()
    {
        var pause = new SpinWait();
        while (true)
        {
            Watched[] waiting;
            lock (Gate)
            {
                waiting = [.. All];
            }

            PoolLook pool = WorkTracker.LookAtPool();
            if (pool.IsSteady)
            {
                _stuck = Math.Min(_stuck, pool.Unseen);
            }

            bool isPoolAtRest = pool is { IsSteady: true, Queued: 0 } && pool.Unseen <= _stuck;
            Watched[] ended = [.. waiting.Where(one => one.Look(isPoolAtRest))];
            if (ended.Any(static one => one.WasLongQuiet))
            {
                _stuck = pool.Unseen;
            }

            if (ended.Length == 0)
            {
                pause.SpinOnce();
                continue;
            }

            pause.Reset();
            bool isLast;
            lock (Gate)
            {
                All.RemoveAll(ended.Contains);
                isLast = All.Count == 0;
            }

            Array.ForEach(ended, static one => one.End());
            if (isLast)
            {
                return;
            }
        }
    }

    /// <summary>One that waits. The watching thread alone touches it.</summary>
    private sealed class Watched(WorkTracker work)
    {
        private readonly TaskCompletionSource _atRest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly long _began = Stopwatch.GetTimestamp();
        private long _unmovedSince = Stopwatch.GetTimestamp();
        private long _seen = -1;
        private int _quiet;
        private bool _isEndless;

        internal Task AtRest => _atRest.Task;

        /// <summary>It has ended without the pool's coming to rest.</summary>
        internal bool WasLongQuiet { get; private set; }

        /// <summary>Whether the wait has come to its end.</summary>
        internal bool Look(bool isPoolAtRest)
        {
            (bool isQuiet, long entries) = work.Look();
            if (!isQuiet || entries != _seen)
            {
                _unmovedSince = Stopwatch.GetTimestamp();
                _quiet = 0;
            }
            else if (isPoolAtRest)
            {
                _quiet++;
            }

            _seen = entries;
            _isEndless = Stopwatch.GetElapsedTime(_began) > Patience;
            WasLongQuiet = Stopwatch.GetElapsedTime(_unmovedSince) > LongQuiet;
            return _quiet >= QuietLooks || _isEndless || WasLongQuiet;
        }

        internal void End()
        {
            if (_isEndless)
            {
                _atRest.TrySetException(new BoopTestException(
                    $"The code under test has not come to rest within {Patience.TotalSeconds} s of real time: something runs on without end."));
            }
            else
            {
                _atRest.TrySetResult();
            }
        }
    }
}
