using Microsoft.Extensions.Logging;

namespace Boop.Grains.Hosting;

internal sealed partial class OpenContextSweep
{
    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "Open contexts could not be looked for; the next look follows.")]
        public static partial void Missed(ILogger logger, Exception exception);
    }
}
