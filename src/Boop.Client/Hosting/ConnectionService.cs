using Microsoft.Extensions.Hosting;

namespace Boop.Client;

/// <summary>Connects in the background as the host starts, so that the first request finds a connection. Never holds the start up.</summary>
internal sealed class ConnectionService(BoopClient client) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _connecting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _connecting = ConnectAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _connecting.ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BoopException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has logged what there is to say, and the health check tells it.
        }
    }
}
