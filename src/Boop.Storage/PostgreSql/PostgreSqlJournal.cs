using System.Threading.Channels;
using Boop.Contexts;
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
    private readonly ILogger _logger;
    private readonly Channel<BatchItem> _queue;
    private readonly BatchWriter _writer;
    private Task _writing = Task.CompletedTask;

    private PostgreSqlJournal(PostgreSqlDatabase database, OutcomeVault vault, PostgreSqlStoreOptions options, TimeProvider time, ILogger logger)
    {
        _vault = vault;
        _logger = logger;
        _queue = Channel.CreateBounded<BatchItem>(new BoundedChannelOptions(options.JournalCapacity) { SingleReader = true });
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

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        try
        {
            BatchItem.Append append = new(vendor, AppendJson.Append(vendor, epoch, records, _vault));
            if (_queue.Writer.TryWrite(append))
                return append.Answer;
        }
#pragma warning disable CA1031 // Whatever is wrong with a record is that record's alone; the fault's text may quote it and is not logged.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.RecordNotPrepared(_logger, vendor, fault.GetType().Name);
        }

        return Task.FromResult(AppendAnswer.Unavailable);
    }

    public Task<OwnerEpoch> ClaimAsync(VendorId vendor)
    {
        BatchItem.Claim claim = new(vendor);
        return _queue.Writer.TryWrite(claim) ? claim.Answer : throw Full();
    }

    public Task ProbeAsync()
    {
        BatchItem.Probe probe = new();
        return _queue.Writer.TryWrite(probe) ? probe.Answer : throw Full();
    }

    /// <summary>Commits what has been taken, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private static StoreUnavailableException Full() => new("The journal is full or closed.");
}
