using System.Globalization;
using Boop.Server.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Boop.Server.Logging;

/// <summary>One line per entry, whatever an entry holds, so that no text of a peer's can forge another.</summary>
internal sealed class OneLineFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "boop";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        string fault = logEntry.Exception switch
        {
            null => "",
            // What is ours to mend comes with the way there; what passes, without.
            { } ours when logEntry.LogLevel >= LogLevel.Error => $" | {ours}",
            { } passing => $" | {passing.GetType().Name}: {passing.Message}",
        };
        string now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{now} {Text(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] {FaultReport.OneLine(message + fault)}");
    }

    private static string Text(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
