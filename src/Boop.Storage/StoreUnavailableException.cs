namespace Boop.Storage;

/// <summary>The store cannot be read or written now. It says nothing about what is stored.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
