namespace Boop.Protocol;

/// <summary>Each <see cref="ErrorCode"/>'s name on the wire, text, and whether it is retryable: the protocol's table 1.3.</summary>
public static class ErrorCodes
{
    private static readonly Row[] Table =
    [
        new(ErrorCode.InvalidCredentials, "INVALID_CREDENTIALS", "Authentication failed", false),
        new(ErrorCode.AuthenticationTimeout, "AUTHENTICATION_TIMEOUT", "Authentication timed out", true),
        new(ErrorCode.NotAuthenticated, "NOT_AUTHENTICATED", "Authenticate first", false),
        new(ErrorCode.AlreadyAuthenticated, "ALREADY_AUTHENTICATED", "Already authenticated", false),
        new(ErrorCode.SessionReplaced, "SESSION_REPLACED", "Replaced by a newer connection", false),
        new(ErrorCode.InvalidMessage, "INVALID_MESSAGE", "Invalid message", false),
        new(ErrorCode.UnknownType, "UNKNOWN_TYPE", "Unknown message type", false),
        new(ErrorCode.InvalidRequirements, "INVALID_REQUIREMENTS", "Invalid requirements", false),
        new(ErrorCode.NotPermitted, "NOT_PERMITTED", "Not permitted for this key", false),
        new(ErrorCode.ContextIdConflict, "CONTEXT_ID_CONFLICT", "Context id already used", false),
        new(ErrorCode.ContextNotFound, "CONTEXT_NOT_FOUND", "Context not found", false),
        new(ErrorCode.ContextExpired, "CONTEXT_EXPIRED", "Context expired", false),
        new(ErrorCode.TerminalBusy, "TERMINAL_BUSY", "Terminal busy", true),
        new(ErrorCode.RateLimited, "RATE_LIMITED", "Rate limit exceeded", true),
        new(ErrorCode.Unavailable, "UNAVAILABLE", "Temporarily unavailable", true),
        new(ErrorCode.InternalError, "INTERNAL_ERROR", "Internal error", true),
    ];

    /// <summary>The code as it stands on the wire.</summary>
    /// <param name="code">Which code.</param>
    /// <returns>Upper case with underscores.</returns>
    public static string Name(ErrorCode code) => Table[(int)code].Name;

    /// <summary>The code's text for people.</summary>
    /// <param name="code">Which code.</param>
    /// <returns>The <c>error</c> member's text.</returns>
    public static string Text(ErrorCode code) => Table[(int)code].Text;

    /// <summary>Whether the same message may succeed later.</summary>
    /// <param name="code">Which code.</param>
    /// <returns>The <c>retryable</c> member.</returns>
    public static bool IsRetryable(ErrorCode code) => Table[(int)code].IsRetryable;

    /// <summary>Finds the code of a name on the wire.</summary>
    /// <param name="name">The <c>code</c> member's value.</param>
    /// <param name="code">The code, where it is known.</param>
    /// <returns>False for a code that this version does not know.</returns>
    public static bool TryParse(string? name, out ErrorCode code)
    {
        foreach (Row row in Table)
        {
            if (row.Name == name)
            {
                code = row.Code;
                return true;
            }
        }

        code = default;
        return false;
    }

    private sealed record Row(ErrorCode Code, string Name, string Text, bool IsRetryable);
}
