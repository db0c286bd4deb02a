using Microsoft.Extensions.Logging;

namespace Boop.Grains.Directory;

internal sealed partial class DirectoryRefresh
{
    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "The directory is at version {Version}.")]
        public static partial void Refreshed(ILogger logger, long version);

        [LoggerMessage(3002, LogLevel.Warning, "The directory cannot be read; what was known of it stays in use.")]
        public static partial void Stale(ILogger logger, Exception exception);

        [LoggerMessage(3003, LogLevel.Error, "The directory holds what cannot be understood; what was known of it stays in use.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
