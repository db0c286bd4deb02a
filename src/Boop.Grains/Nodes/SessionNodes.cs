using System.Collections.Concurrent;
using Boop.Grains.Contracts;

namespace Boop.Grains.Nodes;

/// <summary>
/// Which node each session is connected to that grains of this node believe in. A node that dies says goodbye for none of them: whoever
/// watches a session is told that it is over.
/// </summary>
internal sealed class SessionNodes(ClusterView view) : INodeListener
{
    private readonly ConcurrentDictionary<Watch, bool> _watches = new();

    /// <summary>Watches a session until it is disposed of.</summary>
    /// <param name="node">Where its socket is.</param>
    /// <param name="gone">Called once that node is known to be dead; must not wait.</param>
    public IDisposable Add(NodeId node, Action gone)
    {
        Watch watch = new(this, node, gone);
        _watches.TryAdd(watch, true);
        if (view.IsDead(node))
            End(watch);
        return watch;
    }

    public void Changed(ClusterView view)
    {
        foreach (Watch watch in _watches.Keys.Where(watch => view.IsDead(watch.Node)))
            End(watch);
    }

    private void End(Watch watch)
    {
        if (_watches.TryRemove(watch, out _))
            watch.Gone();
    }

    private sealed class Watch(SessionNodes nodes, NodeId node, Action gone) : IDisposable
    {
        public NodeId Node => node;

        public Action Gone => gone;

        public void Dispose() => nodes._watches.TryRemove(this, out _);
    }
}
