namespace Boop.Client.Testing;

/// <summary>An expectation was not met, or a test waits for what cannot happen. The message says what was seen.</summary>
public sealed class BoopTestException : Exception
{
    internal BoopTestException(string message)
        : base(message)
    {
    }
}
