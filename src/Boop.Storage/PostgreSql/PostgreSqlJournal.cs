using Boop.Contexts;
using Boop.Storage.Queues;
using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.PostgreSql;

/// <summary>
/// This node's group-commit journal: many askers, one bounded queue, one writer that commits whatever has gathered as one transaction.
/// Appends of one vendor keep their order because the queue does, and a claim is an item of the same queue. What another node
/// claims is ordered by the lock on the vendor's row: an append is durable before that claim, or fenced by it.
/// </summary>
internal sealed partial class PostgreSqlJournal : IVendorJournal, IAsyncDisposable
{
    private readonly OutcomeVault _vault;
    private readonly JournalQueue<BatchItem> _queue;
    private readonly BatchWriter _writer;
    private Task _writing = Task.CompletedTask;

    private PostgreSqlJournal(PostgreSqlDatabase database, OutcomeVault vault, PostgreSqlStoreOptions options, TimeProvider time, ILogger logger)
    {
        _vault = vault;
        _queue = new JournalQueue<BatchItem>(options.JournalCapacity, (owner, fault) => Log.RecordNotPrepared(logger, owner, fault));
        _writer = new BatchWriter(_queue.Reader, database, options.Seams, time, logger);
    }

    public string Name => _writer.Journal;

    /// <summary>What the writer's own connection says of itself; for tests.</summary>
    internal string? SynchronousCommit => _writer.SynchronousCommit;

    public static async Task<PostgreSqlJournal> OpenAsync(
        PostgreSqlDatabase database, OutcomeVault vault, PostgreSqlStoreOptions options, TimeProvider time, ILogger logger)
    {
        PostgreSqlJournal journal = new(database, vault, options, time, logger);
        await journal._writer.OpenAsync();
        journal._writing = Task.Run(journal._writer.RunAsync);
        return journal;
    }

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records) =>
        _queue.TryAdd(vendor, (vendor, epoch, records, _vault), Prepare)?.Answer ?? Task.FromResult(AppendAnswer.Unavailable);

    public Task<OwnerEpoch> ClaimAsync(VendorId vendor) => _queue.Add(new BatchItem.Claim(vendor)).Answer;

    public Task ProbeAsync() => _queue.Add(new BatchItem.Probe()).Answer;

    /// <summary>Commits what has been taken, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writing;
    }

    private static BatchItem.Append Prepare((VendorId Vendor, OwnerEpoch Epoch, IReadOnlyList<JournalRecord> Records, OutcomeVault Vault) append) =>
        new(append.Vendor, AppendJson.Append(append.Vendor, append.Epoch, append.Records, append.Vault));
}
