using Npgsql;

namespace Boop.Storage.PostgreSql;

/// <summary>PostgreSQL's error codes, as far as they are told apart (postgresql.org/docs/current/errcodes-appendix.html), and two of our own.</summary>
internal static class PostgreSqlCodes
{
    /// <summary>An append fits what is stored in part: raised by <c>append_records</c>.</summary>
    public const string PartialConflict = "BP001";

    // Data exceptions, integrity constraints, exceeded limits, what a trigger raises.
    private static readonly string[] ClassesOfTheRecord = ["22", "23", "44", "54", "P0"];

    /// <summary>Whether the fault lies in something that was to be stored, so that the rest can be stored without it.</summary>
    public static bool IsOfTheRecord(PostgresException fault) =>
        fault.SqlState == PartialConflict || (IsPlainError(fault) && ClassesOfTheRecord.Contains(fault.SqlState[..2]));

    /// <summary>Another transaction holds what this one needs.</summary>
    public static bool IsLocked(PostgresException fault) => fault.SqlState == PostgresErrorCodes.LockNotAvailable;

    /// <summary>
    /// Whether a batch that failed so may all the same have been committed. Only a server's plain word that a statement failed says that
    /// nothing was; one that is going down, or a connection that broke, says nothing.
    /// </summary>
    public static bool LeavesCommitInDoubt(Exception fault) =>
        fault is not PostgresException told || !IsPlainError(told) || told.SqlState.StartsWith("57", StringComparison.Ordinal);

    /// <summary>Whether it is the server, or the way to it, that fails.</summary>
    public static bool IsOfTheServer(Exception fault) => fault is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException;

    /// <summary>The server's code, or what broke: never a text, which may quote what was to be stored.</summary>
    public static string Of(Exception fault) => fault is PostgresException told ? told.SqlState : (fault.InnerException ?? fault).GetType().Name;

    private static bool IsPlainError(PostgresException fault) => fault.InvariantSeverity == "ERROR";
}
