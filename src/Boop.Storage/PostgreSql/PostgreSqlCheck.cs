using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>Whether a server can keep what a store promises.</summary>
internal static class PostgreSqlCheck
{
    private const int OldestServer = 14;

    private const string Ask =
        """
        SELECT current_setting('server_encoding'), current_setting('fsync'), current_setting('full_page_writes'),
            current_setting('synchronous_commit'), current_setting('transaction_read_only')
        """;

    /// <returns>The address by which commits wait for the disk.</returns>
    /// <exception cref="DatabaseException">It cannot.</exception>
    public static async Task<PostgreSqlAddress> VerifyAsync(NpgsqlConnection connection, PostgreSqlAddress address, CancellationToken cancellationToken)
    {
        (string encoding, string fsync, string fullPages, string commit, string readOnly) = (await connection.QueryAsync(
            Ask, row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), [], cancellationToken))[0];
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new DatabaseException($"The server at {address.Server} is PostgreSQL {connection.PostgreSqlVersion}; boop needs {OldestServer} or newer.");
        if (encoding != "UTF8")
            throw new DatabaseException($"The encoding of {address.Place} is {encoding}; make one with ENCODING 'UTF8', and name it with --cluster.");
        if (readOnly == "on")
            throw new DatabaseException($"Writing is forbidden in {address.Place}, as it is in a replica; name the primary with --cluster.");
        if (fsync == "off" || fullPages == "off")
            throw new DatabaseException($"The server at {address.Server} runs with fsync or full_page_writes off and may lose what it has confirmed; turn them on.");
        return commit == "off" ? address.WaitingForCommits() : address;
    }
}
