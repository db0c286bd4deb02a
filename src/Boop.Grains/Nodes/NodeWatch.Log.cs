using Microsoft.Extensions.Logging;

namespace Boop.Grains.Nodes;

internal sealed partial class NodeWatch
{
    private static partial class Log
    {
        [LoggerMessage(3401, LogLevel.Debug, "The cluster has {Members} members.")]
        public static partial void Changed(ILogger logger, int members);
    }
}
