namespace Boop.Trust;

/// <summary>The key ring cannot be used. The message names the file and the cure, and holds nothing of the file's content.</summary>
public sealed class KeyRingException : Exception
{
    public KeyRingException()
    {
    }

    public KeyRingException(string message)
        : base(message)
    {
    }

    public KeyRingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
