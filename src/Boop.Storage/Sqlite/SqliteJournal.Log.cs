using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

internal sealed partial class SqliteJournal
{
    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Warning, "A batch of {Count} could not be committed; nothing of it is stored.")]
        public static partial void BatchFailed(ILogger logger, Exception exception, int count);

        [LoggerMessage(5002, LogLevel.Warning, "A failed batch could not be rolled back; its connection is closed instead.")]
        public static partial void RollbackFailed(ILogger logger, Exception exception);
    }
}
