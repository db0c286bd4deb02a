using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Boop.Server.Logging;

/// <summary>
/// A server's log, on standard error, which leaves standard output to what people and programs asked for. Until the server has started,
/// frameworks are silent: a start that fails is told once, in one line, by the command itself.
/// </summary>
internal sealed class ServerLogs : IDisposable
{
    private readonly bool _isVerbose;
    private volatile bool _isOpen;

    public ServerLogs(bool isVerbose, TimeProvider time)
    {
        _isVerbose = isVerbose;
        _isOpen = isVerbose;
        Factory = LoggerFactory.Create(logging =>
        {
            logging.Services.AddSingleton(time);
            logging.SetMinimumLevel(LogLevel.Trace);
            logging.AddFilter(Allows);
            logging.AddConsole(console =>
            {
                console.FormatterName = OneLineFormatter.FormatName;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                // Whoever does not read the log must not stop the server.
                console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            });
            logging.AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
        });
    }

    public ILoggerFactory Factory { get; }

    /// <summary>Lets frameworks speak.</summary>
    public void Open() => _isOpen = true;

    public void Dispose() => Factory.Dispose();

    // The demo's scanners are clients; a server does not report its clients' every step.
    private static bool IsGuest(string category) => category.StartsWith("Boop.Scanner.", StringComparison.Ordinal);

    // It calls it an error when a notice meets a session that has just ended. Whatever such a notice said is said again to the next session.
    private static bool IsMailbox(string? category) => category == "Orleans.Runtime.HostedClient";

    private bool Allows(string? category, LogLevel level)
    {
        bool isOurs = category?.StartsWith("Boop.", StringComparison.Ordinal) == true && !IsGuest(category);
        if (!isOurs && !_isOpen)
            return false;
        return level >= (_isVerbose ? LogLevel.Debug : isOurs ? LogLevel.Information : IsMailbox(category) ? LogLevel.Critical : LogLevel.Warning);
    }
}
