using Microsoft.Extensions.Logging;

namespace Boop.Scanner;

internal sealed partial class ScannerDialect
{
    private static partial class Log
    {
        [LoggerMessage(8000, LogLevel.Information, "Connected to the network as terminal {TerminalId}.")]
        internal static partial void Connected(ILogger logger, string terminalId);

        [LoggerMessage(8001, LogLevel.Information, "Connection ended (close code {CloseCode}); next attempt in {Pause}.")]
        internal static partial void Disconnected(ILogger logger, int? closeCode, TimeSpan pause);

        [LoggerMessage(8002, LogLevel.Information, "No connection; next attempt in {Pause}.")]
        internal static partial void Unreachable(ILogger logger, TimeSpan pause, Exception cause);

        [LoggerMessage(8003, LogLevel.Warning, "The network refused the scanner id or the key.")]
        internal static partial void CredentialsRefused(ILogger logger);

        [LoggerMessage(8004, LogLevel.Warning, "Another connection of this scanner took over; this one stays away.")]
        internal static partial void Replaced(ILogger logger);

        [LoggerMessage(8005, LogLevel.Warning, "The network closed the connection for good; this one stays away.")]
        internal static partial void Closed(ILogger logger);

        [LoggerMessage(8006, LogLevel.Error, "The loop that connects ended by a fault of this library.")]
        internal static partial void Faulted(ILogger logger, Exception? cause);

        [LoggerMessage(8007, LogLevel.Debug, "A frame of {Length} bytes was no message of this protocol and is ignored.")]
        internal static partial void BadFrame(ILogger logger, int length);

        [LoggerMessage(8008, LogLevel.Debug, "The network answered with error {Code}.")]
        internal static partial void ErrorAnswered(ILogger logger, string code);

        [LoggerMessage(8009, LogLevel.Warning, "Events are not read; the connection is given up.")]
        internal static partial void NotRead(ILogger logger);
    }
}
