namespace Boop.Server.Tests.Processes;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("boop-server-").FullName;

    /// <summary>A data folder that does not exist yet.</summary>
    public string Data => File("data");

    public string File(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
