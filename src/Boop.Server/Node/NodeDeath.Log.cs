using Microsoft.Extensions.Logging;

namespace Boop.Server.Node;

internal sealed partial class NodeDeath
{
    private static partial class Log
    {
        [LoggerMessage(9101, LogLevel.Critical, "The other nodes have given this one up and gone on without it; it ends.")]
        public static partial void Dead(ILogger logger);
    }
}
