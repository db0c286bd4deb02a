using System.Net.Sockets;
using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>What a failure to open or migrate the database means for whoever chose it. No text of the server's or of Npgsql's is passed on.</summary>
internal static class PostgreSqlFault
{
    public static DatabaseException Explain(Exception fault, PostgreSqlAddress address) => new(Text(fault, address), fault);

    private static string Text(Exception fault, PostgreSqlAddress address)
    {
        string place = Start(address.Place);
        string user = address.User is { } name ? $"user {name}" : "user";
        return fault switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"The server at {address.Server} has no database {address.Database}; make it with CREATE DATABASE, or name another with --cluster.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"{place} refuses the {user}; correct Username and Password in --cluster, or let the user in by the server's pg_hba.conf.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                $"{place} does not give the {user} the rights that boop needs; make that user the database's owner, or the owner of its schema {PostgreSqlAddress.Schema}.",
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
                $"{place} can be read only, as a replica can; name the primary with --cluster.",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
                $"The server at {address.Server} has no connection left; raise its max_connections, or stop whoever holds them.",
            PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } =>
                $"The server at {address.Server} is starting or stopping; try again in a moment.",
            PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
                $"{place} is being migrated by another boop, or held by another program; try again when that is done.",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of {address.Place} is full; make room.",
            PostgresException told => $"{place} cannot be used: the server says {told.SqlState}; look that code up in its log.",
            _ when Innermost(fault) is SocketException or TimeoutException =>
                $"No PostgreSQL server answers at {address.Server}; start it, or correct Host and Port in --cluster.",
            _ => $"{place} cannot be reached ({Innermost(fault).GetType().Name}); check its SSL Mode and the user's Password in --cluster.",
        };
    }

    private static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;

    private static string Start(string place) => char.ToUpperInvariant(place[0]) + place[1..];
}
