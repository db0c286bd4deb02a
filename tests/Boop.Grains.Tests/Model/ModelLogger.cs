using Microsoft.Extensions.Logging;

namespace Boop.Grains.Tests.Model;

/// <summary>An error in the log is a fault of ours, whatever else holds.</summary>
internal sealed class ModelLogger<T>(Verdict verdict) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        verdict.Tell("logs", eventId);
        if (logLevel >= LogLevel.Error)
            verdict.Break($"a fault of ours: {formatter(state, exception)} {exception}");
    }
}
