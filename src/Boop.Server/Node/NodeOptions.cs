namespace Boop.Server.Node;

/// <summary>How a node runs.</summary>
/// <param name="Urls">Where it listens.</param>
/// <param name="IsVerbose">Whether everything is logged, frameworks too.</param>
internal sealed record NodeOptions(IReadOnlyList<ListenUrl> Urls, bool IsVerbose)
{
    /// <summary>Where it meets its peers, if it is in a cluster.</summary>
    public PeerOptions Peers { get; init; } = PeerOptions.Default;
}
