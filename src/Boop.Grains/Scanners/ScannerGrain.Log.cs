using Boop.Contexts;
using Microsoft.Extensions.Logging;

namespace Boop.Grains.Scanners;

internal sealed partial class ScannerGrain
{
    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "{Scanner} cannot be let in now: the store cannot be read or written.")]
        public static partial void NotAttached(ILogger logger, Exception exception, ScannerId scanner);

        [LoggerMessage(3203, LogLevel.Warning, "{Scanner} could not be made known to its vendor; the next check does it.")]
        public static partial void NotAnnounced(ILogger logger, Exception exception, ScannerId scanner);

        [LoggerMessage(3202, LogLevel.Warning, "Message {Number} of {Scanner} was lost; its session ends.")]
        public static partial void MessageLost(ILogger logger, ScannerId scanner, long number);
    }
}
