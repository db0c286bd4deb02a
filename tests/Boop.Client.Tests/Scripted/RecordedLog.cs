using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Boop.Client.Tests.Scripted;

/// <summary>Keeps every line of the log, exceptions included; event ids stay within the room's thousand.</summary>
internal sealed class RecordedLog(int firstEventId) : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    internal IEnumerable<string> All => _lines.Select(line => line.Text);

    internal IEnumerable<string> Errors => _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        eventId.Id.ShouldBeInRange(firstEventId, firstEventId + 999);
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }

    public void Dispose()
    {
    }
}
