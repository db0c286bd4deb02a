using Boop.Storage;
using Boop.Storage.PostgreSql;
using Boop.Storage.Sqlite;
using Boop.Trust;
using Microsoft.Extensions.Logging;

namespace Boop.Server.DataFolders;

/// <summary>A network's store in use, in the data folder or in a cluster's database, and its key ring.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly IStore _store;

    private OpenedStore(IStore store, KeyRing ring, string place)
    {
        _store = store;
        Ring = ring;
        Place = place;
        Hasher = new ApiKeyHasher(ring);
    }

    /// <summary>Where the store is, for people.</summary>
    public string Place { get; }

    public KeyRing Ring { get; }

    public ApiKeyHasher Hasher { get; }

    public IContextStore Contexts => _store.Contexts;

    public IVendorJournal Journal => _store.Journal;

    public IDirectoryStore Directory => _store.Directory;

    public MemberTable? Members => _store.Members;

    /// <summary>For a server. An embedded store's folder it holds for its life.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    /// <exception cref="DatabaseException">The cluster's database cannot be used.</exception>
    /// <exception cref="KeyRingException">The key ring cannot be used.</exception>
    public static Task<OpenedStore> OpenForServerAsync(
        DataFolderOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(options, true, time, logger, cancellationToken);

    /// <summary>For a command that writes beside a running server, or before the first.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    /// <exception cref="DatabaseException">The cluster's database cannot be used.</exception>
    /// <exception cref="KeyRingException">The key ring cannot be used.</exception>
    public static Task<OpenedStore> OpenForCommandAsync(
        DataFolderOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(options, false, time, logger, cancellationToken);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static async Task<OpenedStore> OpenAsync(
        DataFolderOptions options, bool isServer, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        MakeFolder(options.Folder);
        if (options.Cluster is null)
        {
            KeyRing ring = ReadRing(options, SqliteStore.Exists(options.Folder));
            SqliteStoreOptions embedded = new(options.Folder) { IsExclusive = isServer };
            return new OpenedStore(SqliteStore.Open(embedded, ring, time, logger), ring, options.Folder);
        }

        PostgreSqlStoreOptions cluster = new(options.Cluster) { IsServer = isServer };
        PostgreSqlStore store = await PostgreSqlStore.OpenAsync(
            cluster, isMade => ReadRing(options, isMade), time, logger, cancellationToken);
        return new OpenedStore(store, store.Ring, store.Place);
    }

    /// <summary>Only a store that does not exist yet gets a new ring: beside an old one it could open nothing that the old one sealed.</summary>
    private static KeyRing ReadRing(DataFolderOptions options, bool isStoreMade) =>
        isStoreMade ? KeyRing.Load(options.RingPath) : KeyRing.LoadOrCreate(options.RingPath);

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
