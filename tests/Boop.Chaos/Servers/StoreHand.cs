using Boop.Chaos.Observations;
using Microsoft.Data.Sqlite;

namespace Boop.Chaos.Servers;

/// <summary>Another program at the store's file: holds its write lock, or claims a vendor as a second node would.</summary>
internal sealed class StoreHand(string folder, RunClock clock)
{
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = StoreEye.DatabaseIn(folder),
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = 10,
    }.ToString();

    /// <summary>Lets nobody write for so long. The callbacks run while nobody else can.</summary>
    public async Task HoldAsync(TimeSpan duration, Action held, Action releasing)
    {
        await using SqliteConnection connection = new(_connection);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "BEGIN IMMEDIATE");
        held();
        await clock.PauseAsync(duration, CancellationToken.None);
        releasing();
        await ExecuteAsync(connection, "ROLLBACK");
    }

    /// <summary>Raises a vendor's epoch, as whoever claims it does; returns the new one, or null where nobody has owned it yet.</summary>
    public async Task<long?> ClaimAsync(string vendor)
    {
        await using SqliteConnection connection = new(_connection);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; UPDATE owners SET epoch = epoch + 1 WHERE vendor_id = $vendor RETURNING epoch";
        command.Parameters.AddWithValue("$vendor", vendor);
        return await command.ExecuteScalarAsync() as long?;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
