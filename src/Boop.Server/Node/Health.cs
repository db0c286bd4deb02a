using Boop.Gateway.Hosting;
using Boop.Grains.Nodes;
using Boop.Storage;

namespace Boop.Server.Node;

/// <summary>
/// Whether this node can do its work. Asking is cheap: a look at the store serves everybody who asks within its freshness, and nobody
/// waits for a store that hangs.
/// </summary>
internal sealed class Health(GatewayStatus gateway, IContextStore store, ClusterView cluster, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<bool>? _look;
    private long _lookedAt;

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        bool isWritable;
        try
        {
            isWritable = await Look().WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            isWritable = false;
        }

        return new HealthReport(isWritable, gateway.IsAccepting, cluster.IsMember);
    }

    private Task<bool> Look()
    {
        lock (_gate)
        {
            if (_look is null || (_look.IsCompleted && time.GetElapsedTime(_lookedAt) >= Freshness))
            {
                _lookedAt = time.GetTimestamp();
                _look = Task.Run(IsWritableAsync);
            }

            return _look;
        }
    }

    private async Task<bool> IsWritableAsync()
    {
        try
        {
            await store.CheckWritableAsync(CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
