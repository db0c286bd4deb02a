namespace Boop.Grains.Contracts;

/// <summary>One run of one node of the cluster: a node that is started again is another.</summary>
[GenerateSerializer, Immutable, Alias("boop.node-id")]
public readonly record struct NodeId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
