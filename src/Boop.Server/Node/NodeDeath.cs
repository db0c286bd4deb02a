using Boop.Grains.Nodes;
using Microsoft.Extensions.Logging;

namespace Boop.Server.Node;

/// <summary>
/// Ends a node that its peers have given up: it was paused, or cut off. They have taken over what was its own, so all that it could still
/// do is to hold sockets that lead nowhere. It ends at once and without a word to anybody, as if it had been killed, and is to be started anew.
/// </summary>
internal sealed partial class NodeDeath(ILogger<NodeDeath> logger) : INodeListener
{
    /// <summary>Not an end that was asked for, nor a fault that would come again.</summary>
    public const int ExitCode = 3;

    public void Changed(ClusterView view)
    {
        if (!view.IsDeclaredDead)
            return;
        Log.Dead(logger);
        Console.Error.WriteLine("boop: the other nodes have given this one up and gone on without it; it ends, start it again.");
        Environment.Exit(ExitCode);
    }
}
