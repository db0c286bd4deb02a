using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Sessions;

internal sealed partial class SessionFaults
{
    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Warning, "A client was turned away: the grains do not answer")]
        public static partial void Unavailable(ILogger logger, Exception fault);

        [LoggerMessage(1001, LogLevel.Error, "Internal error {TraceId}")]
        public static partial void InternalError(ILogger logger, string traceId, Exception fault);

        [LoggerMessage(1002, LogLevel.Error, "A session broke")]
        public static partial void SessionBroke(ILogger logger, Exception fault);

        [LoggerMessage(1003, LogLevel.Warning, "A call to a grain was lost")]
        public static partial void CallLost(ILogger logger, Exception fault);
    }
}
