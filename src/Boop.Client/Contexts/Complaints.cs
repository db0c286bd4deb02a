using System.Globalization;
using Boop.Links;
using Boop.Protocol;

namespace Boop.Client;

/// <summary>Words an exception such that it names the cure.</summary>
internal static class Complaints
{
    internal static BoopException Of(WireError error, string contextId)
    {
        TimeSpan? retryAfter = error.RetryAfter();
        string code = error.Code.Length > 0 ? error.Code : "UNKNOWN";
        string text = $"{(error.Text.Length > 0 ? error.Text : code)}. {Cure(error, retryAfter)}";
        return new BoopException(code, error.IsRetryable, text) { RetryAfter = retryAfter, ContextId = contextId };
    }

    internal static Exception Of(LinkFailure failure) => failure switch
    {
        LinkFailure.CredentialsRefused => Own(BoopErrorCodes.InvalidCredentials, false, "The network refused the vendor id or the key."),
        LinkFailure.Replaced => Own(BoopErrorCodes.SessionReplaced, false, "Another connection of this vendor took over."),
        LinkFailure.Closed => Own(BoopErrorCodes.ConnectionClosed, true, "The network closed the connection for good."),
        LinkFailure.Disposed => new ObjectDisposedException(nameof(BoopClient)),
        _ => Own(BoopErrorCodes.ClientFault, true, "The client's connection loop ended by a fault of the library."),
    };

    /// <summary>There is no connection and none is to be waited for: what that means for one request.</summary>
    internal static BoopException About(BoopException exception, string contextId, bool mayHaveHappened) => new(
        exception.Code,
        exception.IsTransient,
        mayHaveHappened
            ? $"{exception.Message} The request was sent before: GetAsync with the ContextId of this exception tells what came of it."
            : exception.Message)
    {
        RetryAfter = exception.RetryAfter,
        ContextId = contextId,
    };

    internal static BoopException NotConnected(string contextId, TimeSpan waited) => Own(
        BoopErrorCodes.NotConnected,
        isTransient: true,
        $"No connection to the network within {Seconds(waited)} s, and this call has asked it nothing.",
        contextId);

    internal static BoopException OutcomeUnknown(string contextId, TimeSpan waited) => Own(
        BoopErrorCodes.OutcomeUnknown,
        isTransient: true,
        $"The request was sent, and within {Seconds(waited)} s it could not be learnt what came of it.",
        contextId);

    internal static BoopException NoRoom(string contextId, TimeSpan? wait) => new(
        BoopErrorCodes.RateLimited,
        isTransient: true,
        $"The limits of the network leave no room for another request. {Cures.For(BoopErrorCodes.RateLimited)}"
        + (wait is { } pause ? $" Try again in {Seconds(pause)} s." : ""))
    {
        RetryAfter = wait,
        ContextId = contextId,
    };

    private static BoopException Own(string code, bool isTransient, string what, string? contextId = null) =>
        new(code, isTransient, $"{what} {Cures.For(code)}") { ContextId = contextId };

    private static string Cure(WireError error, TimeSpan? retryAfter)
    {
        string cure = Cures.For(error.Code)
            ?? (error.IsRetryable ? "Try it again." : "The same request will not succeed; an update of this library may know the code.");
        return (error.Field is { } field ? $"It is about '{field}'. " : "") + cure
            + (error.Detail is { Length: > 0 } detail ? $" Detail: {detail}." : "")
            + (retryAfter is { } pause ? $" Try again in {Seconds(pause)} s." : "");
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
