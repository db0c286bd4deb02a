using Boop.Trust;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>Opens connections: one for the journal's writer, pooled ones for everybody else. SQLite's calls block, so reads run on the thread pool.</summary>
internal sealed class SqliteDatabase(DataFolder folder)
{
    /// <summary>PRAGMA synchronous = FULL: a commit has reached the disk when it returns.</summary>
    public const long Full = 2;

    /// <summary>A server is to be ready in seconds: what is larger is not read through at every start.</summary>
    private const long LargestToCheck = 64L << 20;

    private readonly string _readString = folder.ConnectionString(SqliteOpenMode.ReadOnly).ToString();
    private readonly string _writeString = WithoutPool(folder.ConnectionString(SqliteOpenMode.ReadWrite));

    /// <summary>Looks whether the database is sound, brings it to this build's schema, and checks that the keys are its own.</summary>
    /// <exception cref="DataFolderException">It is another program's, a newer build's, or another ring's.</exception>
    /// <exception cref="SqliteException">It is damaged, or cannot be read and written.</exception>
    public void Prepare(ValueCipher cipher, bool isServer)
    {
        using SqliteConnection connection = OpenWriter();
        if (isServer && new FileInfo(folder.DatabasePath).Length <= LargestToCheck)
            CheckIntegrity(connection);
        SqliteSchema.Migrate(connection, folder.DatabasePath);
        SqliteKeyCheck.Verify(connection, cipher, folder.DatabasePath);
    }

    /// <summary>A connection for writing: every commit is on the disk when it returns, and what is deleted is overwritten.</summary>
    public SqliteConnection OpenWriter()
    {
        SqliteConnection connection = new(_writeString);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                using SqliteConnection connection = new(_readString);
                connection.Open();
                return read(connection);
            }
            catch (SqliteException fault)
            {
                throw new StoreUnavailableException("The store cannot be read now.", fault);
            }
        },
        cancellationToken);

    /// <summary>One transaction of the directory, apart from the journal's.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, (T Result, bool IsToCommit)> write, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                using SqliteConnection connection = OpenWriter();
                connection.Execute("BEGIN IMMEDIATE");
                try
                {
                    (T result, bool isToCommit) = write(connection);
                    connection.Execute(isToCommit ? "COMMIT" : "ROLLBACK");
                    return result;
                }
                catch
                {
                    connection.Rollback();
                    throw;
                }
            }
            catch (SqliteException fault)
            {
                throw new StoreUnavailableException("The store cannot be written now.", fault);
            }
        },
        cancellationToken);

    /// <summary>Closes pooled connections, so that the last one folds the write-ahead log into the database.</summary>
    public void Close()
    {
        using SqliteConnection connection = new(_readString);
        SqliteConnection.ClearPool(connection);
    }

    private static void CheckIntegrity(SqliteConnection connection)
    {
        if (connection.Scalar("PRAGMA quick_check(1)") is not "ok")
            throw new SqliteException("The database is damaged.", SqliteCodes.Corrupt);
    }

    private static string WithoutPool(SqliteConnectionStringBuilder builder)
    {
        builder.Pooling = false;
        return builder.ToString();
    }
}
