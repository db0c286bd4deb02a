using Boop.Gateway.Sockets;
using Boop.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Hosting;

/// <summary>
/// Tells every client when to come back, before the server stops and while grains still answer. A client that comes
/// in the meantime is told the same.
/// </summary>
internal sealed partial class GracefulStop(
    GatewayStatus status,
    SocketRegistry sockets,
    TimeProvider time,
    ILogger<GracefulStop> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        status.Start();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        status.Stop();
        IReadOnlyList<SocketRegistry.Registration> open = sockets.Open;
        TimeSpan window = GatewayRules.ReturnWindow(open.Count);
        Log.Stopping(logger, open.Count, (int)window.TotalMilliseconds);
        // Whoever is to come back first is let go first.
        foreach ((SocketRegistry.Registration one, string hint) in open.Zip(RetryHints.Within(window, open.Count)))
            one.Socket.Close(new CloseOrder(CloseCode.ServiceRestart, hint));
        try
        {
            await Task.WhenAll(open.Select(one => one.Gone)).WaitAsync(GatewayRules.StopTimeout, time, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            foreach (SocketRegistry.Registration one in sockets.Open)
                one.Socket.Abort();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
