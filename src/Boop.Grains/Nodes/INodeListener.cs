namespace Boop.Grains.Nodes;

/// <summary>Hears that nodes came or went. Nothing here may wait.</summary>
public interface INodeListener
{
    void Changed(ClusterView view);
}
