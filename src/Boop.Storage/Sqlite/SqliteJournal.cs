using System.Threading.Channels;
using Boop.Contexts;
using Boop.Trust;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

/// <summary>
/// The group-commit journal: many askers, one bounded queue, one writer that commits whatever has gathered as one transaction.
/// An answer is given only after its commit has returned. A batch that fails is rolled back whole, and the next one starts
/// on a fresh connection: the journal heals when the store does.
/// </summary>
internal sealed partial class SqliteJournal : IVendorJournal, IAsyncDisposable
{
    private const int LargestBatch = 512;

    private readonly SqliteDatabase _database;
    private readonly OutcomeVault _vault;
    private readonly ILogger _logger;
    private readonly Channel<JournalWork> _queue;
    private readonly Task _writer;
    private JournalBatch? _batch;

    public SqliteJournal(SqliteDatabase database, OutcomeVault vault, int capacity, ILogger logger)
    {
        _database = database;
        _vault = vault;
        _logger = logger;
        _queue = Channel.CreateBounded<JournalWork>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _batch = new JournalBatch(database.OpenWriter());
        _writer = Task.Run(WriteAsync);
    }

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        JournalStatement[] statements = new JournalStatement[records.Count];
        for (int i = 0; i < statements.Length; i++)
            statements[i] = JournalStatement.Prepare(vendor, records[i], _vault);
        JournalWork.Append append = new(vendor, epoch, statements);
        return _queue.Writer.TryWrite(append) ? append.Answer : Task.FromResult(AppendAnswer.Unavailable);
    }

    public Task<OwnerEpoch> ClaimAsync(VendorId vendor)
    {
        JournalWork.Claim claim = new(vendor);
        return _queue.Writer.TryWrite(claim) ? claim.Answer : throw Full();
    }

    public Task ProbeAsync()
    {
        JournalWork.Probe probe = new();
        return _queue.Writer.TryWrite(probe) ? probe.Answer : throw Full();
    }

    /// <summary>Commits what has been taken, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        _batch?.Dispose();
    }

    /// <summary>What the writer's own connection says of itself; for tests.</summary>
    internal long? Synchronous => _batch?.Synchronous;

    private static StoreUnavailableException Full() => new("The journal is full or closed.");

    private async Task WriteAsync()
    {
        List<JournalWork> batch = new(LargestBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out JournalWork? work))
                batch.Add(work);
            Write(batch);
            batch.Clear();
        }
    }

    private void Write(List<JournalWork> batch)
    {
        try
        {
            _batch ??= new JournalBatch(_database.OpenWriter());
            _batch.Begin();
            foreach (JournalWork work in batch)
                work.Execute(_batch);
            _batch.Commit();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.BatchFailed(_logger, fault, batch.Count);
            Discard();
            foreach (JournalWork work in batch)
                work.Fail(fault);
            return;
        }

        foreach (JournalWork work in batch)
            work.Complete();
    }

    /// <summary>Rolls back for certain: closing the connection ends its transaction, whatever state it is in.</summary>
    private void Discard()
    {
        try
        {
            _batch?.Rollback();
        }
        catch (SqliteException fault)
        {
            Log.RollbackFailed(_logger, fault);
        }

        _batch?.Dispose();
        _batch = null;
    }
}
