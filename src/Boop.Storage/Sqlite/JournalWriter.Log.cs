using Microsoft.Extensions.Logging;

namespace Boop.Storage.Sqlite;

internal sealed partial class JournalWriter
{
    private static partial class Log
    {
        [LoggerMessage(5002, LogLevel.Warning, "A batch of {Count} could not be committed: SQLite error {Code}. The store is opened anew.")]
        public static partial void BatchFailed(ILogger logger, int count, int code);

        [LoggerMessage(5003, LogLevel.Warning, "The store cannot be opened (attempt {Attempt}): SQLite error {Code}.")]
        public static partial void OpenFailed(ILogger logger, int attempt, int code);

        [LoggerMessage(5004, LogLevel.Information, "The store can be written again.")]
        public static partial void Healed(ILogger logger);

        [LoggerMessage(5005, LogLevel.Warning, "Another program has held the store for {Seconds} s; {Count} appends were refused.")]
        public static partial void Locked(ILogger logger, double seconds, int count);

        [LoggerMessage(5006, LogLevel.Error, "An append cannot be stored: {Fault}, SQLite error {Code}. Its batch goes on without it.")]
        public static partial void AppendFailed(ILogger logger, string fault, int code);

        [LoggerMessage(5007, LogLevel.Error, "The journal's writer met a fault that it does not know; the batch at hand was refused.")]
        public static partial void UnknownFault(ILogger logger, Exception fault);
    }
}
