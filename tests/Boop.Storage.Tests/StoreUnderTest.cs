namespace Boop.Storage.Tests;

/// <summary>A store that a contract test has opened.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    public abstract IContextStore Contexts { get; }

    public abstract IVendorJournal Journal { get; }

    public abstract IDirectoryStore Directory { get; }

    public abstract ValueTask DisposeAsync();
}
