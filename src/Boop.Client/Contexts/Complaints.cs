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
        LinkFailure.CredentialsRefused => new BoopException(
            BoopErrorCodes.InvalidCredentials,
            isTransient: false,
            "The network refused the vendor id or the key. Check both; " +
            "this client tries them again 15 minutes after the refusal, a new client at once."),
        LinkFailure.Replaced => new BoopException(
            BoopErrorCodes.SessionReplaced,
            isTransient: false,
            "Another connection of this vendor took over, and a vendor has one. " +
            "Stop the other one, or call ConnectAsync to take over again."),
        LinkFailure.Closed => new BoopException(
            BoopErrorCodes.ConnectionClosed,
            isTransient: true,
            "The network closed the connection for good. Call ConnectAsync to come back."),
        LinkFailure.Disposed => new ObjectDisposedException(nameof(BoopClient)),
        _ => new BoopException(
            BoopErrorCodes.ClientFault,
            isTransient: true,
            "The client's connection loop ended by a fault of the library; the log has it. Call ConnectAsync to begin anew."),
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

    internal static BoopException NotConnected(string contextId, TimeSpan waited) => new(
        BoopErrorCodes.NotConnected,
        isTransient: true,
        $"No connection to the network within {Seconds(waited)} s, and this call has asked it nothing. " +
        "Check the URL and the network, then try again.")
    {
        ContextId = contextId,
    };

    internal static BoopException OutcomeUnknown(string contextId, TimeSpan waited) => new(
        BoopErrorCodes.OutcomeUnknown,
        isTransient: true,
        $"The request was sent, and within {Seconds(waited)} s it could not be learnt what came of it. " +
        "Repeat it with the ContextId of this exception: that asks nobody twice and tells the outcome.")
    {
        ContextId = contextId,
    };

    private static string Cure(WireError error, TimeSpan? retryAfter)
    {
        if (retryAfter is { } pause)
        {
            return $"Try again in {Seconds(pause)} s.";
        }

        return error.Code switch
        {
            BoopErrorCodes.InvalidRequirements => error.Field is { } field
                ? $"Correct '{field}' of the request."
                : "Correct the request.",
            BoopErrorCodes.ContextIdConflict => "Use a fresh ContextId for each new request, and the first request for a repetition.",
            BoopErrorCodes.ContextNotFound => "Compare the ContextId with that of the request; nothing was asked of anyone under this one.",
            BoopErrorCodes.NotPermitted => "Use a key whose scope allows it.",
            BoopErrorCodes.TerminalBusy => "Wait until the scanner is free, or name another one.",
            BoopErrorCodes.RateLimited => "Send fewer requests.",
            _ => error.IsRetryable ? "Try again." : "The same request will not succeed.",
        };
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
