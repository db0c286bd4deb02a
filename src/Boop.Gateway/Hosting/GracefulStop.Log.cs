using Microsoft.Extensions.Logging;

namespace Boop.Gateway.Hosting;

internal sealed partial class GracefulStop
{
    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Stopping: {Clients} clients are told to come back within {WindowMs} ms")]
        public static partial void Stopping(ILogger logger, int clients, int windowMs);
    }
}
