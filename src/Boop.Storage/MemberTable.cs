using System.Data.Common;

namespace Boop.Storage;

/// <summary>Where a cluster keeps its list of members.</summary>
/// <param name="ClusterId">Names the network: no two that share anything have the same.</param>
/// <param name="Name">Names this node's journal in the list, so that who gives the node up ends its writing in the same commit.</param>
/// <param name="Database">Opens connections to the list; belongs to the store.</param>
public sealed record MemberTable(string ClusterId, string Name, DbDataSource Database)
{
    public override string ToString() => ClusterId;
}
