using Boop.Trust;

namespace Boop.Server.DataFolders;

/// <summary>Where a network keeps what it knows, and the key ring that opens it.</summary>
/// <param name="Folder">The data folder, in full.</param>
/// <param name="SecretFile">The key ring's file, in full; null for the one within the folder.</param>
internal sealed record DataFolderOptions(string Folder, string? SecretFile)
{
    /// <summary>The connection string of the cluster's database, which may hold a password; null where the folder holds the store too.</summary>
    public string? Cluster { get; init; }

    public string RingPath => SecretFile ?? KeyRing.PathIn(Folder);

    public override string ToString() => Folder;
}
