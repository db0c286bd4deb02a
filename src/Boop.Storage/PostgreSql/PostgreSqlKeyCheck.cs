using Boop.Storage.Rows;
using Boop.Trust;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>Keeps <see cref="KeyCheck"/> in the database: all nodes have one ring.</summary>
internal static class PostgreSqlKeyCheck
{
    private const string Select = "SELECT check_sealed FROM key_check";

    /// <param name="connection">To the database.</param>
    /// <param name="address">Which it is.</param>
    /// <param name="ring">Brings the ring; it hears whether the database has one already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DatabaseException">The ring is another store's.</exception>
    public static async Task<KeyRing> VerifyAsync(
        NpgsqlConnection connection, PostgreSqlAddress address, Func<bool, KeyRing> ring, CancellationToken cancellationToken)
    {
        byte[]? check = await ReadAsync(connection, cancellationToken);
        KeyRing brought = ring(check is not null);
        ValueCipher cipher = new(brought);
        if (check is null)
        {
            // Of two nodes that start at once the first one's stays.
            await connection.ExecuteAsync(
                "INSERT INTO key_check (id, check_sealed) VALUES (1, $1) ON CONFLICT DO NOTHING", [KeyCheck.Make(cipher)], cancellationToken);
            check = await ReadAsync(connection, cancellationToken);
        }

        return KeyCheck.IsOf(cipher, check!)
            ? brought
            : throw new DatabaseException(
                $"The key ring does not open {address.Place}; put a copy of the other nodes' keys/ring.json in its place, or name one with --secret-file.");
    }

    private static async Task<byte[]?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (byte[]?)await connection.ScalarAsync(Select, [], cancellationToken);
}
