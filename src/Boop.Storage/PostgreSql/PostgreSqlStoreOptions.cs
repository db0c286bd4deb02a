namespace Boop.Storage.PostgreSql;

/// <summary>Which database the store is in and how it is used.</summary>
/// <param name="ConnectionString">As Npgsql reads it. It may hold a password and is never printed.</param>
public sealed record PostgreSqlStoreOptions(string ConnectionString)
{
    /// <summary>Whether this is a server, which owns vendors, or a command that writes beside it.</summary>
    public bool IsServer { get; init; } = true;

    /// <summary>How many appends may wait for the writer; one more is answered as unavailable.</summary>
    public int JournalCapacity { get; init; } = 8_192;

    internal BatchSeams Seams { get; init; } = new();

    public override string ToString() => nameof(PostgreSqlStoreOptions);
}
