namespace Boop.Storage.Sqlite;

/// <summary>SQLite's primary result codes, as far as they are told apart (sqlite.org/rescode.html).</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int Corrupt = 11;
    public const int TooBig = 18;
    public const int Constraint = 19;
    public const int Mismatch = 20;
    public const int NotADatabase = 26;

    /// <summary>SQLITE_CONSTRAINT_PRIMARYKEY: the row exists.</summary>
    public const int PrimaryKeyExists = 1555;

    /// <summary>Whether the fault lies in what was to be stored, so that the transaction goes on without it.</summary>
    public static bool IsOfTheRecord(int code) => code is TooBig or Constraint or Mismatch;
}
