using Boop.Storage.Rows;
using Boop.Trust;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

/// <summary>The embedded store: one folder, one database, one writer. Opened before anything is served, closed after everything.</summary>
public sealed class SqliteStore : IStore
{
    private readonly DataFolder _folder;
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal? _journal;
    private readonly SqliteContextStore? _contexts;

    private SqliteStore(DataFolder folder, SqliteDatabase database, KeyRing ring, SqliteStoreOptions options, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _database = database;
        Directory = new SqliteDirectoryStore(database, new PersonVault(new ValueCipher(ring), logger));
        if (!options.IsExclusive)
            return;
        OutcomeVault vault = new(ring);
        _journal = new SqliteJournal(database, vault, options, time, logger);
        _contexts = new SqliteContextStore(database, _journal, new ContextRows(vault, logger), new StoreTime(time));
    }

    public IContextStore Contexts => _contexts ?? throw NotExclusive();

    public IVendorJournal Journal => _journal ?? throw NotExclusive();

    public IDirectoryStore Directory { get; }

    public MemberTable? Members => null;

    /// <summary>PRAGMA synchronous, read back from the journal's own connection; null while it has none.</summary>
    internal long? Synchronous => _journal?.Synchronous;

    /// <summary>Whether a store has ever been made in this folder.</summary>
    public static bool Exists(string folder) => DataFolder.HasStore(folder);

    /// <summary>Opens the store in a folder and makes it where there is none.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used; the message names the cure.</exception>
    public static SqliteStore Open(SqliteStoreOptions options, KeyRing ring, TimeProvider time, ILogger logger)
    {
        DataFolder folder = DataFolder.Open(options.Folder, options.IsExclusive);
        SqliteDatabase database = new(folder);
        try
        {
            database.Prepare(new ValueCipher(ring), options.IsExclusive);
            return new SqliteStore(folder, database, ring, options, time, logger);
        }
        catch (Exception fault)
        {
            database.Close();
            folder.Dispose();
            if (fault is SqliteException sqlite)
                throw folder.Explain(sqlite);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_journal is not null)
            await _journal.DisposeAsync();
        _database.Close();
        _folder.Dispose();
    }

    // The journal numbers its batches, and relies on nobody else doing so beside it.
    private static InvalidOperationException NotExclusive() => new("Only the server that holds the data folder changes contexts.");
}
