using Boop.Chaos.Observations;
using Microsoft.Data.Sqlite;

namespace Boop.Chaos.Servers;

/// <summary>Reads the store's file beside the server, by SQL of its own: what the server believes does not matter here.</summary>
internal sealed class StoreEye(string folder, RunClock clock)
{
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = DatabaseIn(folder),
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
        DefaultTimeout = 5,
    }.ToString();

    public static string DatabaseIn(string folder) => Path.Combine(folder, "boop.db");

    public StoreSnapshot Read()
    {
        TimeSpan at = clock.Now;
        using SqliteConnection connection = new(_connection);
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        Dictionary<string, StoreRow> rows = ReadRows(connection);
        return new StoreSnapshot(at, rows, ReadEpochs(connection));
    }

    private Dictionary<string, StoreRow> ReadRows(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT context_id, vendor_id, accepted_at, deadline_at, outcome, decided_at, reason, user_id, unrecognised,
                has_values, values_key IS NOT NULL, settled_at, is_acknowledged FROM contexts
            """;
        using SqliteDataReader row = command.ExecuteReader();
        Dictionary<string, StoreRow> rows = [];
        while (row.Read())
        {
            string context = row.GetString(0);
            rows.Add(context, new StoreRow(context, row.GetString(1), clock.FromStore(row.GetInt64(2)), clock.FromStore(row.GetInt64(3)))
            {
                Outcome = Text(row, 4),
                DecidedAt = Time(row, 5),
                Reason = Text(row, 6),
                User = Text(row, 7),
                Unrecognised = row.GetInt32(8),
                HasValues = row.GetBoolean(9),
                HasKey = row.GetBoolean(10),
                SettledAt = Time(row, 11),
                IsAcknowledged = row.GetBoolean(12),
            });
        }

        return rows;
    }

    private static Dictionary<string, long> ReadEpochs(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT vendor_id, epoch FROM owners";
        using SqliteDataReader row = command.ExecuteReader();
        Dictionary<string, long> epochs = [];
        while (row.Read())
            epochs.Add(row.GetString(0), row.GetInt64(1));
        return epochs;
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private TimeSpan? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : clock.FromStore(row.GetInt64(column));
}
