using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Nodes;

/// <summary>The cluster as this node sees it: swapped whole, written by <see cref="NodeWatch"/>, read by everybody. Other nodes may see another one yet.</summary>
public sealed class ClusterView(NodeId own)
{
    private volatile State _state = new([], [], IsMember: false, IsDeclaredDead: false);

    public NodeId Own => own;

    /// <summary>Those that take part now, in one order on every node.</summary>
    public IReadOnlyList<NodeId> Members => _state.Members;

    /// <summary>Whether this node takes part.</summary>
    public bool IsMember => _state.IsMember;

    /// <summary>The others have given this node up and gone on without it: it must end.</summary>
    public bool IsDeclaredDead => _state.IsDeclaredDead;

    public bool IsDead(NodeId node) => _state.Dead.Contains(node);

    /// <summary>Whether work for a vendor that no client asks for is this node's: of all members it is one's alone, if they agree on who they are.</summary>
    public bool CaresFor(VendorId vendor)
    {
        IReadOnlyList<NodeId> members = Members;
        return members.Count == 0 || members[(int)(Hash(vendor.Value) % (uint)members.Count)] == own;
    }

    internal void Replace(IEnumerable<NodeId> members, IEnumerable<NodeId> dead)
    {
        NodeId[] sorted = [.. members.OrderBy(node => node.Value, StringComparer.Ordinal)];
        HashSet<NodeId> gone = [.. dead];
        _state = new State(sorted, gone, sorted.Contains(own), gone.Contains(own));
    }

    /// <summary>FNV-1a: the same on every node, unlike a string's own.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2_166_136_261;
        foreach (char letter in text)
            hash = (hash ^ letter) * 16_777_619;
        return hash;
    }

    private sealed record State(IReadOnlyList<NodeId> Members, HashSet<NodeId> Dead, bool IsMember, bool IsDeclaredDead);
}
