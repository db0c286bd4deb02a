using System.Globalization;
using Boop.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>
/// Brings a database to this build's schema: numbered scripts, forward only, each in a transaction with the number that it reaches
/// (PRAGMA user_version), so that two processes may start at once.
/// </summary>
internal static class SqliteSchema
{
    private static readonly IReadOnlyList<string> Scripts = SchemaScripts.Read("Sqlite.Schema");

    public static int Version => Scripts.Count;

    public static void Migrate(SqliteConnection connection, string databasePath)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        while (true)
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                int version = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
                if (version > Version)
                {
                    throw new DataFolderException(
                        $"{databasePath} was written by a newer boop (schema {version}; this one knows {Version}); start that one, or choose another folder with --data.");
                }

                if (version == 0 && connection.Scalar("SELECT 1 FROM sqlite_schema") is not null)
                    throw new DataFolderException($"{databasePath} is a database of another program; choose another folder with --data.");

                if (version == Version)
                {
                    // A write proves that the database can be written at all. The number is the journal's and stays.
                    connection.Execute("UPDATE probe SET writes = writes");
                    connection.Execute("COMMIT");
                    return;
                }

                connection.Execute(Scripts[version]);
                connection.Execute($"PRAGMA user_version = {version + 1}");
                connection.Execute("COMMIT");
            }
            catch
            {
                connection.Rollback();
                throw;
            }
        }
    }
}
