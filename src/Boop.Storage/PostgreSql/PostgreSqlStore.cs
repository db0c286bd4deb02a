using Boop.Storage.Rows;
using Boop.Trust;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>The store of a cluster: one database, and one writer for each node. Opened before anything is served, closed after everything.</summary>
public sealed class PostgreSqlStore : IStore
{
    private readonly PostgreSqlDatabase _database;
    private NpgsqlDataSource? _members;
    private PostgreSqlJournal? _journal;
    private PostgreSqlContextStore? _contexts;

    private PostgreSqlStore(PostgreSqlDatabase database, PreparedDatabase prepared, ILogger logger)
    {
        _database = database;
        Place = prepared.Address.Place;
        Ring = prepared.Ring;
        Directory = new PostgreSqlDirectoryStore(database, new PersonVault(new ValueCipher(prepared.Ring), logger));
    }

    public IContextStore Contexts => _contexts ?? throw NoServer();

    public IVendorJournal Journal => _journal ?? throw NoServer();

    public IDirectoryStore Directory { get; }

    public MemberTable? Members { get; private set; }

    public KeyRing Ring { get; }

    /// <summary>Which database this is, for people.</summary>
    public string Place { get; }

    /// <summary>synchronous_commit, read back from the journal's own connection; null while it has none.</summary>
    internal string? SynchronousCommit => _journal?.SynchronousCommit;

    /// <summary>Opens the store in a database, makes it where there is none, and brings it to this build's schema.</summary>
    /// <param name="options">Which and how.</param>
    /// <param name="ring">Brings the key ring; it hears whether the database has one already, beside which a new one could open nothing.</param>
    /// <param name="time">For waits.</param>
    /// <param name="logger">For what goes wrong later.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DatabaseException">The database cannot be used; the message names the cure.</exception>
    public static async Task<PostgreSqlStore> OpenAsync(
        PostgreSqlStoreOptions options, Func<bool, KeyRing> ring, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        PostgreSqlAddress address = PostgreSqlAddress.Parse(options.ConnectionString);
        try
        {
            return await OpenAsync(await PrepareAsync(address, ring, cancellationToken), options, time, logger);
        }
        catch (Exception fault) when (PostgreSqlCodes.IsOfTheServer(fault))
        {
            throw PostgreSqlFault.Explain(fault, address);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_journal is not null)
            await _journal.DisposeAsync();
        if (_members is not null)
            await _members.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<PreparedDatabase> PrepareAsync(
        PostgreSqlAddress address, Func<bool, KeyRing> ring, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource migrator = address.CreateMigrator();
        await using NpgsqlConnection connection = await migrator.OpenConnectionAsync(cancellationToken);
        PostgreSqlAddress verified = await PostgreSqlCheck.VerifyAsync(connection, address, cancellationToken);
        await new PostgreSqlSchema().MigrateAsync(connection, address, cancellationToken);
        KeyRing brought = await PostgreSqlKeyCheck.VerifyAsync(connection, address, ring, cancellationToken);
        // A copy of a database has the network's id, and another name.
        string clusterId = (string)(await connection.ScalarAsync(
            "SELECT network_id || '/' || current_database() FROM network", [], cancellationToken))!;
        return new PreparedDatabase(verified, brought, clusterId);
    }

    private static async Task<PostgreSqlStore> OpenAsync(
        PreparedDatabase prepared, PostgreSqlStoreOptions options, TimeProvider time, ILogger logger)
    {
        PostgreSqlStore store = new(new PostgreSqlDatabase(prepared.Address), prepared, logger);
        try
        {
            if (options.IsServer)
            {
                OutcomeVault vault = new(prepared.Ring);
                store._journal = await PostgreSqlJournal.OpenAsync(store._database, vault, options, time, logger);
                store._contexts = new PostgreSqlContextStore(store._database, store._journal, new ContextRows(vault, logger), time);
                store._members = prepared.Address.CreateMemberPool();
                store.Members = new MemberTable(prepared.ClusterId, store._journal.Name, store._members);
            }

            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static InvalidOperationException NoServer() => new("Only a server changes contexts.");

    /// <summary>A database that has been looked at and brought to this build's level.</summary>
    private sealed record PreparedDatabase(PostgreSqlAddress Address, KeyRing Ring, string ClusterId);
}
