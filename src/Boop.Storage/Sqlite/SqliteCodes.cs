using Microsoft.Data.Sqlite;

namespace Boop.Storage.Sqlite;

/// <summary>SQLite's primary result codes, as far as they are told apart (sqlite.org/rescode.html).</summary>
internal static class SqliteCodes
{
    public const int Error = 1;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int TooBig = 18;
    public const int Constraint = 19;
    public const int Mismatch = 20;
    public const int NotADatabase = 26;

    /// <summary>Another connection is at it; a moment later it may not be.</summary>
    public static bool IsLocked(int code) => (code & 0xFF) is Busy or Locked;

    /// <summary>Whether the fault lies in what was to be stored, so that the transaction goes on without it.</summary>
    public static bool IsOfTheRecord(int code) => code is TooBig or Constraint or Mismatch;

    /// <summary>
    /// Whether a commit that failed so may all the same be found in the log after a crash: it was written there, and then the disk
    /// did not confirm it.
    /// </summary>
    public static bool LeavesCommitInDoubt(SqliteException fault) => fault.SqliteErrorCode is InputOutput;
}
