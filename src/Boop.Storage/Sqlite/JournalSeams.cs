using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>Where a test stands in for a disk that fails.</summary>
internal sealed record JournalSeams
{
    /// <summary>Gets each connection that the writer opens.</summary>
    public Action<SqliteConnection>? Opened { get; init; }

    /// <summary>Runs in place of each commit, which it gets.</summary>
    public Action<Action>? Commit { get; init; }
}
