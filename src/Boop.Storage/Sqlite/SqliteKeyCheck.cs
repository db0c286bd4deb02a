using Boop.Storage.Rows;
using Boop.Trust;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>Keeps <see cref="KeyCheck"/> in the database.</summary>
internal static class SqliteKeyCheck
{
    /// <exception cref="DataFolderException">The ring is another store's.</exception>
    public static void Verify(SqliteConnection connection, ValueCipher cipher, string databasePath)
    {
        const string Select = "SELECT check_sealed FROM key_check";
        if (connection.Scalar(Select) is not byte[] check)
        {
            // Of two processes that start at once the first one's stays.
            connection.Execute(
                "INSERT INTO key_check (id, check_sealed) VALUES (1, $check) ON CONFLICT DO NOTHING", ("$check", KeyCheck.Make(cipher)));
            check = (byte[])connection.Scalar(Select)!;
        }

        if (!KeyCheck.IsOf(cipher, check))
            throw new DataFolderException($"The key ring does not open {databasePath}; restore the ring that belongs to it, or name it with --secret-file.");
    }
}
