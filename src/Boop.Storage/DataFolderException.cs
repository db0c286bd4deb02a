namespace Boop.Storage;

/// <summary>The data folder cannot be used. The message is one sentence that names the folder and the cure.</summary>
public sealed class DataFolderException(string message, Exception? innerException = null) : Exception(message, innerException);
