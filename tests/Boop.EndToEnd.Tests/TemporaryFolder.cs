namespace Boop.EndToEnd.Tests;

/// <summary>A data folder that is gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("boop-e2e-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
