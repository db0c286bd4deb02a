using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

/// <summary>The embedded store: one folder, one database, one writer. Opened before anything is served, closed after everything.</summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;

    private SqliteStore(DataFolder folder, SqliteDatabase database, KeyRing ring, SqliteStoreOptions options, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _database = database;
        OutcomeVault vault = new(ring);
        _journal = new SqliteJournal(database, vault, options.JournalCapacity, logger);
        Contexts = new SqliteContextStore(database, _journal, vault, new StoreTime(time));
        Directory = new SqliteDirectoryStore(database, new ValueCipher(ring));
    }

    public IContextStore Contexts { get; }

    public IVendorJournal Journal => _journal;

    public IDirectoryStore Directory { get; }

    /// <summary>PRAGMA synchronous, read back from the journal's own connection; null while it has none.</summary>
    internal long? Synchronous => _journal.Synchronous;

    /// <summary>Whether a store has ever been made in this folder.</summary>
    public static bool Exists(string folder) => DataFolder.HasStore(folder);

    /// <summary>Opens the store in a folder and makes it where there is none.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used; the message names the cure.</exception>
    public static SqliteStore Open(SqliteStoreOptions options, KeyRing ring, TimeProvider time, ILogger logger)
    {
        DataFolder folder = DataFolder.Open(options.Folder, options.IsExclusive);
        try
        {
            SqliteDatabase database = new(folder);
            database.Migrate();
            return new SqliteStore(folder, database, ring, options, time, logger);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _database.Close();
        _folder.Dispose();
    }
}
