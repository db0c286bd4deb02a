using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>
/// The one of this node that writes: takes what is queued into one transaction, commits, and only then answers.
/// Invariants: whatever it takes is answered once. Without a connection everything is refused at once, until the next attempt to
/// connect is due. What is in <see cref="_doubtful"/> had a commit of which nobody knows whether it happened: it is answered when
/// the next connection has read the number of the last batch, behind which no older attempt can be committed any more.
/// </summary>
internal sealed partial class BatchWriter(
    ChannelReader<BatchItem> queue, PostgreSqlDatabase database, BatchSeams seams, TimeProvider time, ILogger logger)
{
    private const int LargestBatch = 512;

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(1);

    private readonly string _journal = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly BatchItem[] _taken = new BatchItem[LargestBatch];
    private readonly List<(BatchItem Item, int Index)> _doubtful = [];
    private BatchConnection? _connection;
    private Task<bool>? _arrival;
    private long _number;
    private long _doubtfulNumber;
    private int _failures;
    private long _failedAt;

    /// <summary>Names this journal, and with it the node: whoever gives the node up closes it.</summary>
    public string Journal => _journal;

    public string? SynchronousCommit => _connection?.SynchronousCommit;

    private TimeSpan BackOff =>
        TimeSpan.FromTicks(Math.Min(LongestBackOff.Ticks, FirstBackOff.Ticks << Math.Clamp(_failures - 1, 0, 10)));

    /// <summary>Connects. The first time it is called by whoever can tell the operator of a failure.</summary>
    public async Task OpenAsync()
    {
        _connection = await BatchConnection.OpenAsync(database, _journal, ++_number, seams);
        EndDoubt(_connection.LastBatch == _doubtfulNumber ? _connection.LastAnswers : null);
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
                foreach (BatchItem item in _taken.OfType<BatchItem>().Except(_doubtful.Select(doubt => doubt.Item)))
                    item.Fail();
            }

            Array.Clear(_taken);
        }

        if (_doubtful.Count > 0 && !await TryOpenAsync())
            EndDoubt(answers: null);
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }

    /// <summary>Waits until something is queued or due; false when the queue has ended.</summary>
    private async Task<bool> WaitAsync()
    {
        _arrival ??= queue.WaitToReadAsync().AsTask();
        if (!_arrival.IsCompleted && _doubtful.Count > 0)
        {
            TimeSpan due = BackOff - time.GetElapsedTime(_failedAt);
            using CancellationTokenSource arrived = new();
            await Task.WhenAny(_arrival, Task.Delay(due < TimeSpan.Zero ? TimeSpan.Zero : due, time, arrived.Token));
            await arrived.CancelAsync();
            if (!_arrival.IsCompleted)
                return true;
        }

        bool isOpen = await _arrival;
        _arrival = null;
        return isOpen;
    }

    private async Task TurnAsync()
    {
        if (_connection is null && (time.GetElapsedTime(_failedAt) < BackOff || !await TryOpenAsync()))
        {
            RefuseQueued();
            return;
        }

        int count = 0;
        while (count < LargestBatch && queue.TryRead(out BatchItem? item))
            _taken[count++] = item;
        if (count > 0)
            await TryWriteAsync(new ArraySegment<BatchItem>(_taken, 0, count));
    }

    /// <summary>Writes them and answers them all.</summary>
    /// <returns>False where the connection has been given up.</returns>
    private async Task<bool> TryWriteAsync(ArraySegment<BatchItem> items, bool isPatient = true)
    {
        long number = ++_number;
        try
        {
            IReadOnlyList<BatchAnswer> answers = await _connection!.WriteAsync(items, number, isPatient);
            if (_failures > 0)
                Log.Healed(logger);
            _failures = 0;
            Complete(items, answers);
            return true;
        }
        catch (PostgresException fault) when (PostgreSqlCodes.IsLocked(fault) && isPatient)
        {
            Log.Locked(logger, items.Count);
        }
        catch (PostgresException fault) when (PostgreSqlCodes.IsOfTheRecord(fault))
        {
            if (items.Count > 1)
                return await TryWriteApartAsync(items, isPatient);
            Refuse(items[0], fault);
            return true;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await GiveUpAsync(items, number, fault);
            return false;
        }

        return await TryWriteAsync(items, isPatient: false);
    }

    /// <summary>One of them cannot be stored, and nothing is: each half by itself, in their order, until that one is alone.</summary>
    private async Task<bool> TryWriteApartAsync(ArraySegment<BatchItem> items, bool isPatient)
    {
        ArraySegment<BatchItem> rest = items[(items.Count / 2)..];
        if (await TryWriteAsync(items[..(items.Count / 2)], isPatient))
            return await TryWriteAsync(rest, isPatient);
        foreach (BatchItem item in rest)
            item.Fail();
        return false;
    }

    private void Refuse(BatchItem item, PostgresException fault)
    {
        if (fault.SqlState == PostgreSqlCodes.PartialConflict)
        {
            item.Complete(new BatchAnswer(AppendAnswer.Conflict, Epoch: null));
            return;
        }

        Log.AppendFailed(logger, fault.SqlState);
        item.Fail();
    }

    /// <summary>Gives up the connection, of which nobody knows what state it is in, and the batch.</summary>
    private async Task GiveUpAsync(ArraySegment<BatchItem> items, long number, Exception fault)
    {
        if (PostgreSqlCodes.IsOfTheServer(fault))
            Log.BatchFailed(logger, items.Count, PostgreSqlCodes.Of(fault));
        else
            Log.UnknownFault(logger, fault);
        bool isInDoubt = PostgreSqlCodes.LeavesCommitInDoubt(fault);
        int index = 0;
        foreach (BatchItem item in items)
        {
            if (isInDoubt && item.MustBeCertain)
                _doubtful.Add((item, index));
            else
                item.Fail();
            index += item.Json is null ? 0 : 1;
        }

        _doubtfulNumber = number;
        _failures++;
        _failedAt = time.GetTimestamp();
        BatchConnection given = _connection!;
        _connection = null;
        await given.DisposeAsync();
    }

    private async Task<bool> TryOpenAsync()
    {
        try
        {
            await OpenAsync();
            return true;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _failures++;
            _failedAt = time.GetTimestamp();
            Log.OpenFailed(logger, _failures, PostgreSqlCodes.Of(fault));
            return false;
        }
    }

    /// <param name="answers">What the batch in doubt did; null where it was not committed.</param>
    private void EndDoubt(IReadOnlyList<BatchAnswer>? answers)
    {
        foreach ((BatchItem item, int index) in _doubtful)
        {
            if (answers is null)
                item.Fail();
            else
                item.Complete(answers[index]);
        }

        _doubtful.Clear();
        _doubtfulNumber = 0;
    }

    private void RefuseQueued()
    {
        // Not what comes in meanwhile: that is the next turn's, which may find the database back.
        for (int left = queue.Count; left > 0 && queue.TryRead(out BatchItem? item); left--)
            item.Fail();
    }

    private static void Complete(ArraySegment<BatchItem> items, IReadOnlyList<BatchAnswer> answers)
    {
        int next = 0;
        foreach (BatchItem item in items)
            item.Complete(item.Json is null ? default : answers[next++]);
    }
}
