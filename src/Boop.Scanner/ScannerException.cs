namespace Boop.Scanner;

/// <summary>The network refused what the scanner said, or cannot be reached. The message says what to do.</summary>
/// <remarks>What comes of a scan is no exception: see <see cref="Boop.Protocol.Scanner.ScanResult"/>.</remarks>
public sealed class ScannerException : Exception
{
    internal ScannerException(string code, bool isTransient, string message)
        : base(message)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>
    /// What went wrong: a code of the network (<see cref="Boop.Protocol.ErrorCode"/> in upper case with underscores), or this library's own
    /// <c>CONNECTION_CLOSED</c>, <c>ANSWER_UNKNOWN</c> or <c>CLIENT_FAULT</c>.
    /// </summary>
    public string Code { get; }

    /// <summary>Whether the same may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>After how long the same is not refused for the same reason; null where the network did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
