using System.Globalization;
using Boop.Contexts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Boop.Storage.Sqlite;

/// <summary>
/// The writer's connection and one transaction on it. Epochs are read once for each vendor of a batch, inside its transaction:
/// that makes every append of it a compare-and-set. Statements are prepared once and reused for the connection's life.
/// </summary>
internal sealed class JournalBatch : IDisposable
{
    private const string RollbackSql = "ROLLBACK";
    private const int Truncate = 3; // SQLITE_CHECKPOINT_TRUNCATE

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Action<Action>? _commitSeam;
    private readonly Dictionary<string, PreparedStatement> _statements = [];
    private readonly Dictionary<VendorId, long> _epochs = [];

    public JournalBatch(SqliteConnection connection, JournalSeams seams)
    {
        _connection = connection;
        _handle = connection.Handle!;
        _commitSeam = seams.Commit;
        try
        {
            seams.Opened?.Invoke(connection);
            Synchronous = Convert.ToInt64(connection.Scalar("PRAGMA synchronous"), CultureInfo.InvariantCulture);
            string? mode = connection.Scalar("PRAGMA journal_mode") as string;
            if (Synchronous != SqliteDatabase.Full || mode != "wal")
                throw new InvalidOperationException($"The journal's connection is not durable: synchronous {Synchronous}, journal mode {mode}.");

            // The writer waits for locks itself: on its clock, and without holding a thread.
            _ = raw.sqlite3_busy_timeout(_handle, 0);

            // To give up must not fail for want of what it needs.
            _ = Prepared(RollbackSql);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>PRAGMA synchronous as read back from this very connection.</summary>
    public long Synchronous { get; }

    /// <summary>SQLite has ended the transaction by itself; nothing of it is left.</summary>
    public bool IsOver => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <returns>False where another connection holds the write lock.</returns>
    public bool TryBegin()
    {
        _epochs.Clear();
        int code = Prepared("BEGIN IMMEDIATE").TryRun();
        if (SqliteCodes.IsLocked(code))
            return false;
        return code == raw.SQLITE_OK ? true : throw new SqliteException($"SQLite error {code}.", code & 0xFF, code);
    }

    public void Commit()
    {
        if (_commitSeam is null)
            Prepared("COMMIT").Run();
        else
            _commitSeam(() => Prepared("COMMIT").Run());
    }

    /// <summary>Gives the transaction up; there may be none.</summary>
    public void Rollback() => Prepared(RollbackSql).TryRun();

    public void Save() => Prepared("SAVEPOINT append").Run();

    /// <summary>Keeps what was done since <see cref="Save"/>.</summary>
    public void Keep() => Prepared("RELEASE append").Run();

    /// <summary>Undoes what was done since <see cref="Save"/>.</summary>
    public void Undo()
    {
        Prepared("ROLLBACK TO append").Run();
        Keep();
    }

    public long ReadNumber() => Prepared("SELECT writes FROM probe").RunForNumber()!.Value;

    public void WriteNumber(long number) => Prepared("UPDATE probe SET writes = ?1").Bind(1, number).Run();

    public long EpochOf(VendorId vendor)
    {
        if (_epochs.TryGetValue(vendor, out long known))
            return known;
        return _epochs[vendor] = Prepared("SELECT epoch FROM owners WHERE vendor_id = ?1").Bind(1, vendor.Value).RunForNumber() ?? 0;
    }

    public long RaiseEpoch(VendorId vendor) => _epochs[vendor] = Prepared(
        """
        INSERT INTO owners (vendor_id, epoch) VALUES (?1, 1)
        ON CONFLICT (vendor_id) DO UPDATE SET epoch = epoch + 1 RETURNING epoch
        """).Bind(1, vendor.Value).RunForNumber()!.Value;

    /// <summary>Applies the statements up to the first that does not fit what is stored.</summary>
    /// <returns>Whether all fitted.</returns>
    public bool TryApply(IReadOnlyList<JournalStatement> statements)
    {
        foreach (JournalStatement statement in statements)
        {
            PreparedStatement prepared = Prepared(statement.Sql);
            statement.Bind(prepared);
            if (prepared.Run() == 0)
                return false;
        }

        return true;
    }

    /// <summary>Empties the write-ahead log, so that nothing erased lives on in it. Refused while somebody reads.</summary>
    public bool TryEmptyLog() => raw.sqlite3_wal_checkpoint_v2(_handle, null, Truncate, out _, out _) == raw.SQLITE_OK;

    public void Dispose()
    {
        foreach (PreparedStatement statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private PreparedStatement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out PreparedStatement? known))
            _statements.Add(sql, known = new PreparedStatement(_handle, sql));
        return known;
    }
}
