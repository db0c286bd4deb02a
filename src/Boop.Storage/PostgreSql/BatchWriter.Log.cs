using Microsoft.Extensions.Logging;

namespace Boop.Storage.PostgreSql;

internal sealed partial class BatchWriter
{
    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Warning, "A batch of {Count} could not be committed: {Code}. The database is connected to anew.")]
        public static partial void BatchFailed(ILogger logger, int count, string code);

        [LoggerMessage(5021, LogLevel.Warning, "The database cannot be connected to (attempt {Attempt}): {Code}.")]
        public static partial void OpenFailed(ILogger logger, int attempt, string code);

        [LoggerMessage(5022, LogLevel.Information, "The database can be written again.")]
        public static partial void Healed(ILogger logger);

        [LoggerMessage(5023, LogLevel.Warning, "Another transaction holds vendors of a batch of {Count}; it goes on without them.")]
        public static partial void Locked(ILogger logger, int count);

        [LoggerMessage(5024, LogLevel.Error, "An append cannot be stored: {Code}. Its batch goes on without it.")]
        public static partial void AppendFailed(ILogger logger, string code);

        [LoggerMessage(5025, LogLevel.Error, "The journal's writer met a fault that it does not know; the batch at hand was refused.")]
        public static partial void UnknownFault(ILogger logger, Exception fault);
    }
}
