using System.Collections.Concurrent;
using Boop.Cluster.Tests.Nodes;

namespace Boop.Cluster.Tests.Peers;

/// <summary>The ways between the nodes. PostgreSQL is not among them.</summary>
internal sealed class PeerNetwork : IAsyncDisposable
{
    private readonly ConcurrentDictionary<PeerProxy, ClusterNode?> _ways = new();
    private readonly ConcurrentDictionary<(int Process, int Port), bool> _owned = new();
    private volatile ClusterNode? _lonely;

    public PeerProxy Open()
    {
        PeerProxy way = new(IsCut);
        _ways[way] = null;
        return way;
    }

    public void Lead(PeerProxy way, ClusterNode node)
    {
        way.Target = node.SiloPort;
        _ways[way] = node;
    }

    /// <summary>From now on this node and its peers hear nothing of one another.</summary>
    public void Cut(ClusterNode node)
    {
        _owned.Clear();
        _lonely = node;
    }

    public void Heal() => _lonely = null;

    public async ValueTask DisposeAsync()
    {
        foreach (PeerProxy way in _ways.Keys)
            await way.DisposeAsync();
    }

    private bool IsCut(PeerProxy way, int from) => _lonely is { IsRunning: true } lonely
        && (_ways[way] == lonely || _owned.GetOrAdd((lonely.Id, from), key => PortOwner.Is(key.Process, key.Port)));
}
