using Microsoft.Extensions.Logging;

namespace Boop.Server.Node;

internal static partial class NodeHost
{
    private static partial class Log
    {
        [LoggerMessage(9102, LogLevel.Warning, "The stop takes too long, as it does while the database is gone; the other nodes notice by themselves that this one has left.")]
        public static partial void Overdue(ILogger logger);
    }
}
