namespace Boop.Server.Faults;

/// <summary>Something that whoever gave the command must change. The message is one sentence that names it and the cure.</summary>
internal sealed class UsageException(string message) : Exception(message);
