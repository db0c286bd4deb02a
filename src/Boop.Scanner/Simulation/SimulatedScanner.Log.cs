using Microsoft.Extensions.Logging;

namespace Boop.Scanner;

public sealed partial class SimulatedScanner
{
    private static partial class Log
    {
        [LoggerMessage(8100, LogLevel.Debug, "Scanned by itself, attempt {Attempt}: {Outcome}.")]
        internal static partial void Scanned(ILogger logger, int attempt, string outcome);

        [LoggerMessage(8101, LogLevel.Warning, "An offer could not be scanned by itself.")]
        internal static partial void NotScanned(ILogger logger, Exception cause);
    }
}
