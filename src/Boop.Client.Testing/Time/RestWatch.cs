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
    private static readonly TimeSpan LongQuiet = TimeSpan.FromMilliseconds(100);

    private static readonly Lock Gate = new();
    private static readonly List<Watched> All = [];

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

            Watched[] ended = [.. waiting.Where(WorkTracker.IsPoolAtRest() is true ? LookAtRest : LookAtWork)];
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

    private static bool LookAtRest(Watched watched) => watched.Look(isPoolAtRest: true);

    private static bool LookAtWork(Watched watched) => watched.Look(isPoolAtRest: false);

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
            return _quiet >= QuietLooks || _isEndless || Stopwatch.GetElapsedTime(_unmovedSince) > LongQuiet;
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
