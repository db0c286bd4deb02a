using Boop.Contexts;
using Boop.Storage.Queues;
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
    private readonly JournalQueue<JournalWork> _queue;
    private readonly JournalWriter _writer;
    private readonly Task _writing;

    public SqliteJournal(SqliteDatabase database, OutcomeVault vault, SqliteStoreOptions options, TimeProvider time, ILogger logger)
    {
        _vault = vault;
        _queue = new JournalQueue<JournalWork>(options.JournalCapacity, (owner, fault) => Log.RecordNotPrepared(logger, owner, fault));
        _writer = new JournalWriter(_queue.Reader, database, options, time, logger);
        _writer.Open();
        _writing = Task.Run(_writer.RunAsync);
    }

    public Task<AppendAnswer> AppendAsync(VendorId vendor, OwnerEpoch epoch, IReadOnlyList<JournalRecord> records) =>
        _queue.TryAdd(vendor, (vendor, epoch, records, _vault), Prepare)?.Answer ?? Task.FromResult(AppendAnswer.Unavailable);

    public Task<OwnerEpoch> ClaimAsync(VendorId vendor) => _queue.Add(new JournalWork.Claim(vendor)).Answer;

    public Task ProbeAsync() => _queue.Add(new JournalWork.Probe()).Answer;

    /// <summary>Commits what has been taken, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writing;
    }

    private static JournalWork.Append Prepare((VendorId Vendor, OwnerEpoch Epoch, IReadOnlyList<JournalRecord> Records, OutcomeVault Vault) append)
    {
        JournalStatement[] statements = new JournalStatement[append.Records.Count];
        for (int i = 0; i < statements.Length; i++)
            statements[i] = JournalStatement.Prepare(append.Vendor, append.Records[i], append.Vault);
        return new JournalWork.Append(append.Vendor, append.Epoch, statements);
    }

    /// <summary>What the writer's own connection says of itself; for tests.</summary>
    internal long? Synchronous => _writer.Synchronous;
}
