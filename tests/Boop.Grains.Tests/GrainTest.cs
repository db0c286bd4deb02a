namespace Boop.Grains.Tests;

/// <summary>Each test has a network of its own.</summary>
public abstract class GrainTest : IAsyncLifetime
{
    private protected Network Network { get; } = new();

    public ValueTask InitializeAsync() => Network.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
