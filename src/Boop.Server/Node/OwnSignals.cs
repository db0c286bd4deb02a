using Microsoft.Extensions.Hosting;

namespace Boop.Server.Node;

/// <summary>A host that listens to no signals: <see cref="StopSignals"/> does, and of two listeners each would see the other's stop as a fault.</summary>
internal sealed class OwnSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
