namespace Boop.Storage;

/// <summary>The database server's database cannot be used. The message is one sentence that names it, without any secret, and the cure.</summary>
public sealed class DatabaseException(string message, Exception? innerException = null) : Exception(message, innerException);
