using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

/// <summary>
/// The one that writes: takes what is queued into one transaction, commits, and only then answers.
/// Invariants: whatever it takes is answered once. Without a connection everything is refused at once, until the next attempt to
/// open is due. What is in <see cref="_doubtful"/> had a commit of which nobody knows whether it happened: it is answered when
/// the next connection has read the number of the last batch, which no two attempts to commit share.
/// </summary>
internal sealed partial class JournalWriter(
    ChannelReader<JournalWork> queue, SqliteDatabase database, SqliteStoreOptions options, TimeProvider time, ILogger logger)
{
    private const int LargestBatch = 512;

    /// <summary>How often a held lock is tried again.</summary>
    public static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    // How long the log may keep a copy of a destroyed key.
    private static readonly TimeSpan ErasureDelay = TimeSpan.FromSeconds(1);

    private readonly List<JournalWork> _taken = new(LargestBatch);
    private readonly List<JournalWork> _doubtful = [];
    private JournalBatch? _batch;
    private Task<bool>? _arrival;
    private long _number;
    private long _doubtfulNumber;
    private int _failures;
    private long _failedAt;
    private long? _erasedAt;

    public long? Synchronous => _batch?.Synchronous;

    private TimeSpan BackOff =>
        TimeSpan.FromTicks(Math.Min(LongestBackOff.Ticks, FirstBackOff.Ticks << Math.Clamp(_failures - 1, 0, 10)));

    /// <summary>Opens the connection. The first time it is called by whoever can tell the operator of a failure.</summary>
    public void Open()
    {
        JournalBatch batch = new(database.OpenWriter(), options.Seams);
        try
        {
            if (!batch.TryBegin())
                throw new SqliteException("The store is locked.", SqliteCodes.Busy);
            long last = batch.ReadNumber();
            _number = Math.Max(_number, last) + 1;

            // This write also overwrites whatever an unconfirmed commit left in the log.
            batch.WriteNumber(_number);
            batch.Commit();
            _batch = batch;
            EndDoubt(wasWritten: last == _doubtfulNumber);
        }
        catch
        {
            batch.Rollback();
            batch.Dispose();
            throw;
        }
    }

    /// <summary>Ends when the queue has ended and all of it is answered.</summary>
    public async Task RunAsync()
    {
        while (await WaitAsync())
        {
            try
            {
                await TurnAsync();
            }
#pragma warning disable CA1031 // The loop outlives any fault: whoever waits for an answer gets one.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Log.UnknownFault(logger, fault);
                Discard();
            }
        }

        if (_doubtful.Count > 0 && !TryOpen())
            EndDoubt(wasWritten: false);
        EmptyLog();
        _batch?.Dispose();
        _batch = null;
    }

    /// <summary>Waits until something is queued or due; false when the queue has ended.</summary>
    private async Task<bool> WaitAsync()
    {
        _arrival ??= queue.WaitToReadAsync().AsTask();
        if (!_arrival.IsCompleted && TimeUntilDue() is { } due)
        {
            using CancellationTokenSource arrived = new();
            await Task.WhenAny(_arrival, Task.Delay(due, time, arrived.Token));
            await arrived.CancelAsync();
            if (!_arrival.IsCompleted)
                return true;
        }

        bool isOpen = await _arrival;
        _arrival = null;
        return isOpen;
    }

    private TimeSpan? TimeUntilDue()
    {
        TimeSpan? due = _batch is null
            ? _doubtful.Count > 0 ? BackOff - time.GetElapsedTime(_failedAt) : null
            : _erasedAt is { } erasedAt ? ErasureDelay - time.GetElapsedTime(erasedAt) : null;
        return due < TimeSpan.Zero ? TimeSpan.Zero : due;
    }

    private async Task TurnAsync()
    {
        if (_batch is null && (time.GetElapsedTime(_failedAt) < BackOff || !TryOpen()))
        {
            RefuseQueued();
            return;
        }

        if (_erasedAt is { } erasedAt && time.GetElapsedTime(erasedAt) >= ErasureDelay)
            EmptyLog();
        if (queue.TryPeek(out _))
            await WriteAsync(_batch!);
    }

    private async Task WriteAsync(JournalBatch batch)
    {
        bool isCommitting = false;
        try
        {
            if (!await TryBeginAsync(batch))
                return;
            while (_taken.Count < LargestBatch && queue.TryRead(out JournalWork? work))
                Execute(batch, work);
            batch.WriteNumber(++_number);
            isCommitting = true;
            batch.Commit();
        }
        catch (SqliteException fault)
        {
            Log.BatchFailed(logger, _taken.Count, fault.SqliteExtendedErrorCode);
            if (isCommitting && SqliteCodes.LeavesCommitInDoubt(fault))
            {
                _doubtful.AddRange(_taken);
                _doubtfulNumber = _number;
                _taken.Clear();
            }

            Discard();
            return;
        }

        if (_failures > 0)
            Log.Healed(logger);
        _failures = 0;
        foreach (JournalWork work in _taken)
            Complete(work);
        _taken.Clear();
    }

    private async Task<bool> TryBeginAsync(JournalBatch batch)
    {
        long start = time.GetTimestamp();
        while (!batch.TryBegin())
        {
            TimeSpan waited = time.GetElapsedTime(start);
            if (waited >= options.LockPatience)
            {
                Log.Locked(logger, waited.TotalSeconds, RefuseQueued());
                return false;
            }

            await Task.Delay(LockPoll, time);
        }

        return true;
    }

    /// <summary>Does one thing within the transaction. What cannot be stored fails alone.</summary>
    private void Execute(JournalBatch batch, JournalWork work)
    {
        _taken.Add(work);
        batch.Save();
        try
        {
            if (work.Execute(batch))
                batch.Keep();
            else
                batch.Undo();
            return;
        }
        catch (SqliteException fault) when (SqliteCodes.IsOfTheRecord(fault.SqliteErrorCode) && !batch.IsOver)
        {
            Log.AppendFailed(logger, nameof(SqliteException), fault.SqliteExtendedErrorCode);
        }
#pragma warning disable CA1031 // What nobody foresaw is the append's alone too.
        catch (Exception fault) when (fault is not SqliteException)
#pragma warning restore CA1031
        {
            Log.AppendFailed(logger, fault.GetType().Name, 0);
        }

        batch.Undo();
        work.Fail();
        _taken.RemoveAt(_taken.Count - 1);
    }

    private bool TryOpen()
    {
        try
        {
            Open();
            return true;
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException)
        {
            _failures++;
            _failedAt = time.GetTimestamp();
            Log.OpenFailed(logger, _failures, (fault as SqliteException)?.SqliteExtendedErrorCode ?? 0);
            return false;
        }
    }

    /// <summary>Gives up the batch at hand, and the connection, of which nobody knows what state it is in.</summary>
    private void Discard()
    {
        _batch?.Rollback();
        _batch?.Dispose();
        _batch = null;
        _failures++;
        _failedAt = time.GetTimestamp();
        foreach (JournalWork work in _taken)
            work.Fail();
        _taken.Clear();
    }

    private int RefuseQueued()
    {
        int refused = 0;

        // Not what comes in meanwhile: that is the next turn's, which may find the store healed.
        for (int left = queue.Count; left > 0 && queue.TryRead(out JournalWork? work); left--, refused++)
            work.Fail();
        return refused;
    }

    private void Complete(JournalWork work)
    {
        if (work.IsErasure)
            _erasedAt ??= time.GetTimestamp();
        work.Complete();
    }

    private void EndDoubt(bool wasWritten)
    {
        foreach (JournalWork work in _doubtful)
        {
            if (wasWritten)
                Complete(work);
            else
                work.Fail();
        }

        _doubtful.Clear();
        _doubtfulNumber = 0;
    }

    private void EmptyLog()
    {
        if (_batch is not null && _erasedAt is not null)
            _erasedAt = _batch.TryEmptyLog() ? null : time.GetTimestamp();
    }
}
