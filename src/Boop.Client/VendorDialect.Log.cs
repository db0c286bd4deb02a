using Microsoft.Extensions.Logging;

namespace Boop.Client;

internal sealed partial class VendorDialect
{
    private static partial class Log
    {
        [LoggerMessage(7000, LogLevel.Information, "Connected to the network as session {SessionId}.")]
        internal static partial void Connected(ILogger logger, string sessionId);

        [LoggerMessage(7001, LogLevel.Information, "Connection ended (close code {CloseCode}); next attempt in {Pause}.")]
        internal static partial void Disconnected(ILogger logger, int? closeCode, TimeSpan pause);

        [LoggerMessage(7002, LogLevel.Information, "No connection; next attempt in {Pause}.")]
        internal static partial void Unreachable(ILogger logger, TimeSpan pause, Exception cause);

        [LoggerMessage(7003, LogLevel.Warning, "The network refused the vendor id or the key.")]
        internal static partial void CredentialsRefused(ILogger logger);

        [LoggerMessage(7004, LogLevel.Warning, "Another connection of this vendor took over; this one stays away.")]
        internal static partial void Replaced(ILogger logger);

        [LoggerMessage(7005, LogLevel.Warning, "The network closed the connection for good; this one stays away.")]
        internal static partial void Closed(ILogger logger);

        [LoggerMessage(7006, LogLevel.Error, "The loop that connects ended by a fault of this library.")]
        internal static partial void Faulted(ILogger logger, Exception? cause);

        [LoggerMessage(7007, LogLevel.Debug, "A frame of {Length} bytes was no message of this protocol and is ignored.")]
        internal static partial void BadFrame(ILogger logger, int length);

        [LoggerMessage(7008, LogLevel.Debug, "The network answered with error {Code}, which concerns no waiting request.")]
        internal static partial void StrayError(ILogger logger, string code);

        [LoggerMessage(7009, LogLevel.Warning, "Outcomes that nobody waits for fill the queue; read them with ReadUnclaimedAsync.")]
        internal static partial void UnclaimedDropped(ILogger logger);
    }
}
