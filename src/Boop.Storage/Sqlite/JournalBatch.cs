using System.Globalization;
using Boop.Contexts;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>
/// The writer's connection and one transaction on it. Epochs are read once for each vendor of a batch, inside its transaction:
/// that makes every append of it a compare-and-set. Commands are prepared once and reused for the connection's life.
/// </summary>
internal sealed class JournalBatch : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly Dictionary<VendorId, long> _epochs = [];

    public JournalBatch(SqliteConnection connection)
    {
        _connection = connection;
        long synchronous = Convert.ToInt64(connection.Scalar("PRAGMA synchronous"), CultureInfo.InvariantCulture);
        string? mode = connection.Scalar("PRAGMA journal_mode") as string;
        if (synchronous != SqliteDatabase.Full || mode != "wal")
            throw new InvalidOperationException($"The journal's connection is not durable: synchronous {synchronous}, journal mode {mode}.");
        Synchronous = synchronous;
    }

    /// <summary>PRAGMA synchronous as read back from this very connection.</summary>
    public long Synchronous { get; }

    public void Begin()
    {
        _epochs.Clear();
        _connection.Execute("BEGIN IMMEDIATE");
    }

    public void Commit() => _connection.Execute("COMMIT");

    public void Rollback() => _connection.Rollback();

    public void Probe() => _connection.Execute("UPDATE probe SET writes = writes + 1");

    public long EpochOf(VendorId vendor)
    {
        if (_epochs.TryGetValue(vendor, out long known))
            return known;
        object? stored = _connection.Scalar("SELECT epoch FROM owners WHERE vendor_id = $vendor", ("$vendor", vendor.Value));
        return _epochs[vendor] = stored is long epoch ? epoch : 0;
    }

    public long RaiseEpoch(VendorId vendor)
    {
        object? raised = _connection.Scalar(
            """
            INSERT INTO owners (vendor_id, epoch) VALUES ($vendor, 1)
            ON CONFLICT (vendor_id) DO UPDATE SET epoch = epoch + 1 RETURNING epoch
            """,
            ("$vendor", vendor.Value));
        return _epochs[vendor] = (long)raised!;
    }

    /// <summary>Applies all statements or none; the transaction goes on either way.</summary>
    public AppendAnswer Apply(IReadOnlyList<JournalStatement> statements)
    {
        if (statements.Count == 1)
            return Apply(statements[0]);
        _connection.Execute("SAVEPOINT append");
        foreach (JournalStatement statement in statements)
        {
            AppendAnswer answer = Apply(statement);
            if (answer is AppendAnswer.Written)
                continue;
            _connection.Execute("ROLLBACK TO append; RELEASE append");
            return answer;
        }

        _connection.Execute("RELEASE append");
        return AppendAnswer.Written;
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private AppendAnswer Apply(JournalStatement statement)
    {
        SqliteCommand command = CommandFor(statement);
        command.Parameters.Clear();
        statement.Bind(command.Parameters);
        try
        {
            return command.ExecuteNonQuery() == 1 ? AppendAnswer.Written : AppendAnswer.Conflict;
        }
        catch (SqliteException fault) when (fault.SqliteExtendedErrorCode == SqliteCodes.PrimaryKeyExists)
        {
            return AppendAnswer.Conflict;
        }
        catch (SqliteException fault) when (SqliteCodes.IsOfTheRecord(fault.SqliteErrorCode))
        {
            return AppendAnswer.Unavailable;
        }
    }

    private SqliteCommand CommandFor(JournalStatement statement)
    {
        if (_commands.TryGetValue(statement.Sql, out SqliteCommand? known))
            return known;
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = statement.Sql;
        return _commands[statement.Sql] = command;
    }
}
