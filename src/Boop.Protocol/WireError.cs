namespace Boop.Protocol;

/// <summary>What an <c>error</c> message of either socket says.</summary>
/// <param name="Code">The code as it stands on the wire, such as <c>RATE_LIMITED</c>. A client must accept codes that it does not know.</param>
/// <param name="Text">The text for people, one for each code.</param>
/// <param name="IsRetryable">Whether the same message may succeed later.</param>
public sealed record WireError(string Code, string Text, bool IsRetryable)
{
    /// <summary>The path of the bad member: from the message's root for <c>INVALID_MESSAGE</c>, from <c>requirements</c> for <c>INVALID_REQUIREMENTS</c>.</summary>
    public string? Field { get; init; }

    /// <summary>More for whoever seeks the cause; never personal data.</summary>
    public string? Detail { get; init; }

    /// <summary>After how many milliseconds the same message, alone, is not refused for the same reason.</summary>
    public int? RetryAfterMs { get; init; }

    /// <summary>The error of a known code with its text and whether it is retryable, as the protocol's table has them.</summary>
    /// <param name="code">Which error.</param>
    /// <returns>The error, without optional members.</returns>
    public static WireError Of(ErrorCode code) => new(ErrorCodes.Name(code), ErrorCodes.Text(code), ErrorCodes.IsRetryable(code));
}
