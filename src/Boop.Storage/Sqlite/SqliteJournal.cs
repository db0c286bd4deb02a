using System.Threading.Channels;
using Boop.Contexts;
using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

/// <summary>
/// The group-commit journal: many askers, one bounded queue, one writer that commits whatever has gathered as one transaction.
/// Appends of one vendor keep their order because the queue does, and a claim is an item of the same queue: what was appended
/// before it is durable before it, and what an older owner appended behind it is fenced.
/// </summary>
internal sealed partial class SqliteJournal : IVendorJournal, IAsyncDisposable
{
    private readonly OutcomeVault _vault;
    private readonly ILogger _logger;
    private readonly Channel<JournalWork> _queue;
    private readonly JournalWriter _writer;
    private readonly Task _writing;

    public SqliteJournal(SqliteDatabase database, OutcomeVault vault, SqliteStoreOptions options, TimeProvider time, ILogger logger)
    {
        _vault = vault;
        _logger = logger;
        _queue = Channel.CreateBounded<JournalWork>(new BoundedChannelOptions(options.JournalCapacity) { SingleReader = true });
        _writer = new JournalWriter(_queue.Reader, database, options, time, logger);
        _writer.Open();
        _writing = Task.Run(_writer.RunAsync);
    }

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records)
    {
        try
        {
            JournalStatement[] statements = new JournalStatement[records.Count];
            for (int i = 0; i < statements.Length; i++)
                statements[i] = JournalStatement.Prepare(vendor, records[i], _vault);
            JournalWork.Append append = new(vendor, epoch, statements);
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
        await _writing;
    }

    /// <summary>What the writer's own connection says of itself; for tests.</summary>
    internal long? Synchronous => _writer.Synchronous;

    private static StoreUnavailableException Full() => new("The journal is full or closed.");
}
