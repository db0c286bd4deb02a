using System.Security.Cryptography;

namespace Boop.Trust;

/// <summary>
/// A sealed value cannot be opened: it was changed, moved to another place, or its key is gone. Says nothing of what it held.
/// </summary>
public sealed class SealedValueException : CryptographicException
{
    public SealedValueException()
        : base("A sealed value cannot be opened: it was changed, moved to another place, or its key is gone.")
    {
    }

    public SealedValueException(string message)
        : base(message)
    {
    }

    public SealedValueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
