using Boop.Gateway.Sessions;
using Boop.Grains.Nodes;
using Microsoft.Extensions.Hosting;

namespace Boop.Gateway.Hosting;

/// <summary>
/// Has every session ask its grain whether it still has it: every few seconds, because a message between nodes may be lost, and at once when
/// nodes come or go.
/// </summary>
internal sealed class SessionWatch(SessionRegistry sessions, TimeProvider time) : BackgroundService, INodeListener
{
    private readonly SemaphoreSlim _changed = new(0, 1);

    public void Changed(ClusterView view)
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // The look that is due already sees this change too.
        }
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(GatewayRules.SessionCheck, time);
        Task due = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        Task changed = _changed.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(due, changed);
            if (changed.IsCompleted)
                changed = _changed.WaitAsync(stoppingToken);
            if (due.IsCompleted)
                due = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            if (!stoppingToken.IsCancellationRequested)
                await sessions.CheckAllAsync();
        }
    }
}
