using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>The folder that holds an embedded store, and the lock that a server holds on it for its life.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>How long a statement waits for another process that writes.</summary>
    private const int BusyTimeoutSeconds = 2;

    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EWOULDBLOCK on Linux and on macOS, and Windows' sharing violation.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly string _path;
    private FileStream? _lock;

    private DataFolder(string path) => _path = path;

    public string DatabasePath => Path.Combine(_path, "boop.db");

    /// <summary>Whether a store has ever been made in this folder.</summary>
    public static bool HasStore(string path) => File.Exists(Path.Combine(path, "boop.db"));

    /// <summary>Makes the folder and its files, readable by their owner alone.</summary>
    /// <param name="path">Where.</param>
    /// <param name="isExclusive">Whether this is a server, of which a folder bears one.</param>
    public static DataFolder Open(string path, bool isExclusive)
    {
        DataFolder folder = new(Path.GetFullPath(path));
        try
        {
            CreateFolder(folder._path);
            if (isExclusive)
                folder.Lock();
            using (FileStream database = File.Open(folder.DatabasePath, Options(FileMode.OpenOrCreate, FileShare.ReadWrite)))
            {
                // One that was copied here may be open to others; the files beside it take its mode.
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(database.SafeFileHandle, OwnerFile);
            }

            return folder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            folder.Dispose();
            throw new DataFolderException($"The data folder {folder._path} cannot be written; choose another with --data.", fault);
        }
    }

    public SqliteConnectionStringBuilder ConnectionString(SqliteOpenMode mode) => new()
    {
        DataSource = DatabasePath,
        Mode = mode,
        Cache = SqliteCacheMode.Private,
        DefaultTimeout = BusyTimeoutSeconds,
    };

    /// <summary>What a failure to open or migrate the database means for whoever chose the folder.</summary>
    public DataFolderException Explain(SqliteException fault) => new(
        fault.SqliteErrorCode switch
        {
            SqliteCodes.NotADatabase or SqliteCodes.Corrupt or SqliteCodes.Error =>
                $"{DatabasePath} is damaged or not a database of boop; restore it from a backup, or choose another folder with --data.",
            SqliteCodes.Busy or SqliteCodes.Locked => $"{DatabasePath} is held by another program; stop that, or choose another folder with --data.",
            SqliteCodes.Full => $"The disk of {DatabasePath} is full; make room, or choose another folder with --data.",
            _ => $"{DatabasePath} cannot be written; check the disk and its permissions, or choose another folder with --data.",
        },
        fault);

    public void Dispose() => _lock?.Dispose();

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return options;
    }

    private void Lock()
    {
        string path = Path.Combine(_path, "boop.lock");
        try
        {
            _lock = File.Open(path, Options(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException fault) when (HeldByAnother.Contains(fault.HResult))
        {
            throw new DataFolderException($"The data folder {_path} is in use by another boop server; stop that, or choose another with --data.", fault);
        }
    }
}
