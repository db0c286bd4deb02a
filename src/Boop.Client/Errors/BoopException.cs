namespace Boop.Client;

/// <summary>A request could not be carried out, or what came of it is not known. The message says what to do.</summary>
/// <remarks>
/// <see cref="Exception.HelpLink"/> names the place in the documentation, as it lies in the repository. What people decide, a refusal or an expiry, is no exception: see <see cref="AuthenticationOutcome"/>.
/// </remarks>
public sealed class BoopException : Exception
{
    internal BoopException(string code, bool isTransient, string message)
        : base(message)
    {
        Code = code;
        IsTransient = isTransient;
        HelpLink = Cures.PageOf(code);
    }

    /// <summary>What went wrong: one of <see cref="BoopErrorCodes"/>, or a code that the network has learnt since.</summary>
    public string Code { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>After how long the same request is not refused for the same reason; null where the network did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The context id of the request; null where it concerns none.</summary>
    public string? ContextId { get; init; }
}
