using Boop.Storage;
using Boop.Storage.Sqlite;
using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Server.DataFolders;

/// <summary>A data folder in use: its store and its key ring.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly SqliteStore _store;

    private OpenedStore(SqliteStore store, KeyRing ring, string folder)
    {
        _store = store;
        Ring = ring;
        Folder = folder;
        Hasher = new ApiKeyHasher(ring);
    }

    public string Folder { get; }

    public KeyRing Ring { get; }

    public ApiKeyHasher Hasher { get; }

    public IContextStore Contexts => _store.Contexts;

    public IVendorJournal Journal => _store.Journal;

    public IDirectoryStore Directory => _store.Directory;

    /// <summary>For a server, which holds the folder for its life.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    /// <exception cref="KeyRingException">The key ring cannot be used.</exception>
    public static OpenedStore OpenForServer(DataFolderOptions options, TimeProvider time, ILogger logger) => Open(options, true, time, logger);

    /// <summary>For a command that writes beside a running server, or before the first.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    /// <exception cref="KeyRingException">The key ring cannot be used.</exception>
    public static OpenedStore OpenForCommand(DataFolderOptions options, TimeProvider time, ILogger logger) => Open(options, false, time, logger);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static OpenedStore Open(DataFolderOptions options, bool isServer, TimeProvider time, ILogger logger)
    {
        MakeFolder(options.Folder);

        // Only a store that does not exist yet gets a new ring: beside an old one it could open nothing that the old one sealed.
        KeyRing ring = SqliteStore.Exists(options.Folder) ? KeyRing.Load(options.RingPath) : KeyRing.LoadOrCreate(options.RingPath);
        return new OpenedStore(
            SqliteStore.Open(new SqliteStoreOptions(options.Folder) { IsExclusive = isServer }, ring, time, logger), ring, options.Folder);
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                System.IO.Directory.CreateDirectory(folder);
            else
                System.IO.Directory.CreateDirectory(folder, OwnerFolder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataFolderException($"The data folder {folder} cannot be made; choose another with --data.", fault);
        }
    }
}
