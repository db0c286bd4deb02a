using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Boop.Storage.Sqlite;

/// <summary>
/// A statement of the writer's connection. It calls SQLite directly: the provider's commands wait for locks by blocking a thread,
/// for seconds, and make an object of every value. Every parameter is bound anew before each run.
/// </summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public PreparedStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(sqlite3_prepare_v3(connection, sql, SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Binds <c>?1</c>, <c>?2</c> …</summary>
    public PreparedStatement Bind(int parameter, string? text)
    {
        Check(text is null ? sqlite3_bind_null(_statement, parameter) : sqlite3_bind_text(_statement, parameter, text));
        return this;
    }

    public PreparedStatement Bind(int parameter, long number)
    {
        Check(sqlite3_bind_int64(_statement, parameter, number));
        return this;
    }

    public PreparedStatement Bind(int parameter, bool flag) => Bind(parameter, flag ? 1 : 0);

    public PreparedStatement Bind(int parameter, byte[]? bytes)
    {
        Check(bytes is null ? sqlite3_bind_null(_statement, parameter) : sqlite3_bind_blob(_statement, parameter, bytes));
        return this;
    }

    /// <summary>SQLite's extended result code.</summary>
    public int TryRun() => Run(out _);

    /// <returns>How many rows were changed.</returns>
    public int Run()
    {
        Check(Run(out _));
        return sqlite3_changes(_connection);
    }

    /// <returns>The first column of the first row; null where there is no row.</returns>
    public long? RunForNumber()
    {
        Check(Run(out long? number));
        return number;
    }

    public void Dispose() => _statement.Dispose();

    private static void Check(int code)
    {
        // No text from SQLite: that of a trigger or a check may quote what was to be stored.
        if (code != SQLITE_OK)
            throw new SqliteException($"SQLite error {code}.", code & 0xFF, code);
    }

    private int Run(out long? first)
    {
        first = null;
        int code;
        while ((code = sqlite3_step(_statement)) == SQLITE_ROW)
            first ??= sqlite3_column_int64(_statement, 0);
        int extended = code == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(_connection);
        _ = sqlite3_reset(_statement);
        return extended;
    }
}
