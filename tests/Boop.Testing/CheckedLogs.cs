using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Boop.Testing;

/// <summary>Keeps every log entry; an Error that no test expects fails the test when this is disposed of.</summary>
public sealed class CheckedLogs : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly HashSet<int> _expected = [];

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>Everything that was logged, exceptions included, as one text: to look for what must not be in it.</summary>
    public string AllText => string.Join('\n', _entries.Select(entry => $"{entry.Text} {entry.Fault}"));

    /// <summary>From now on an Error of this event is what the test is about.</summary>
    public void Expect(int eventId) => _expected.Add(eventId);

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public ILogger<T> CreateLogger<T>() => new Logger<T>(this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        LogEntry? unexpected = _entries.FirstOrDefault(entry => entry.Level >= LogLevel.Error && !_expected.Contains(entry.EventId));
        if (unexpected is not null)
            throw new InvalidOperationException($"An unexpected Error was logged: {unexpected.EventId} {unexpected.Text} {unexpected.Fault}");
    }

    private sealed class Logger(CheckedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logs._entries.Enqueue(new LogEntry(logLevel, eventId.Id, formatter(state, exception), exception));
    }
}
