using Microsoft.Extensions.Logging;

namespace Boop.Testing;

/// <summary>One log entry as a test sees it.</summary>
public sealed record LogEntry(LogLevel Level, int EventId, string Text, Exception? Fault);
