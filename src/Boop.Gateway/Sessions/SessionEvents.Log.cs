using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Sessions;

internal sealed partial class SessionEvents
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

        [LoggerMessage(1004, LogLevel.Debug, "{Client} attached as {SessionId}")]
        public static partial void Attached(ILogger logger, string client, string sessionId);

        [LoggerMessage(1005, LogLevel.Debug, "{SessionId} of {Client} ended")]
        public static partial void Ended(ILogger logger, string client, string sessionId);

        [LoggerMessage(1007, LogLevel.Information, "A session ends because its grain does not have it any more, or one of them missed something")]
        public static partial void Forgotten(ILogger logger);

        [LoggerMessage(1006, LogLevel.Debug, "Credentials were refused")]
        public static partial void CredentialsRefused(ILogger logger);
    }
}
