namespace Boop.Storage.Sqlite;

/// <summary>Where the embedded store is and how it is used.</summary>
/// <param name="Folder">The data folder; made where it does not exist.</param>
public sealed record SqliteStoreOptions(string Folder)
{
    /// <summary>Whether this is a server, which holds the folder for its life, or a command that writes beside it.</summary>
    public bool IsExclusive { get; init; } = true;

    /// <summary>How many appends may wait for the writer; one more is answered as unavailable.</summary>
    public int JournalCapacity { get; init; } = 8_192;

    /// <summary>How long a batch waits while another program holds the store's write lock, before it is answered as unavailable.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(2);

    internal JournalSeams Seams { get; init; } = new();
}
