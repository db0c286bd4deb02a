using Boop.Grains.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Nodes;

/// <summary>Follows who is in the cluster, and tells whoever depends on it.</summary>
internal sealed partial class NodeWatch(
    IClusterMembershipService membership, ClusterView view, IEnumerable<INodeListener> listeners, ILogger<NodeWatch> logger) : BackgroundService
{
    public static NodeId IdOf(SiloAddress silo) => new(silo.ToParsableString());

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // The silo is up: the first view is there before anything is served.
        Take(membership.CurrentSnapshot);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
                Take(snapshot);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private void Take(ClusterMembershipSnapshot snapshot)
    {
        view.Replace(With(snapshot, SiloStatus.Active), With(snapshot, SiloStatus.Dead));
        Log.Changed(logger, view.Members.Count);
        foreach (INodeListener listener in listeners)
            listener.Changed(view);
    }

    private static IEnumerable<NodeId> With(ClusterMembershipSnapshot snapshot, SiloStatus status) =>
        snapshot.Members.Values.Where(member => member.Status == status).Select(member => IdOf(member.SiloAddress));
}
