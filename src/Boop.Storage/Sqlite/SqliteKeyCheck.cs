using Boop.Trust;
using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>
/// Tells a key ring that is not this store's before it does harm: with it nothing stored opens, no key fits, everybody is a
/// stranger, and what is written meanwhile opens with no other.
/// </summary>
internal static class SqliteKeyCheck
{
    private static readonly byte[] Place = Binding.Of("key_check.check_sealed");

    /// <exception cref="DataFolderException">The ring is another store's.</exception>
    public static void Verify(SqliteConnection connection, ValueCipher cipher, string databasePath)
    {
        const string Select = "SELECT check_sealed FROM key_check";
        if (connection.Scalar(Select) is not byte[] check)
        {
            // Of two processes that start at once the first one's stays.
            connection.Execute(
                "INSERT INTO key_check (id, check_sealed) VALUES (1, $check) ON CONFLICT DO NOTHING", ("$check", cipher.Encrypt([], Place)));
            check = (byte[])connection.Scalar(Select)!;
        }

        try
        {
            cipher.Decrypt(check, Place);
        }
        catch (SealedValueException fault)
        {
            throw new DataFolderException(
                $"The key ring does not open {databasePath}; restore the ring that belongs to it, or name it with --secret-file.", fault);
        }
    }
}
