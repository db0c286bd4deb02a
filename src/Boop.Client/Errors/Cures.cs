using Boop.Protocol;

namespace Boop.Client;

/// <summary>What to do about each code: the last sentences of every exception's text.</summary>
internal static class Cures
{
    private const string Page = "docs/sdk.md";

    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        [BoopErrorCodes.InvalidCredentials] =
            "Check VendorId and the key; this client tries them again 15 minutes after the refusal, a new client at once.",
        [BoopErrorCodes.SessionReplaced] =
            "A vendor has one connection: stop the other one, or call ConnectAsync to take over again.",
        [BoopErrorCodes.InvalidRequirements] = "Correct the request.",
        [BoopErrorCodes.NotPermitted] = "Use a key whose scope allows it.",
        [BoopErrorCodes.ContextIdConflict] = "Use a fresh ContextId for each new request, and the first request for a repetition.",
        [BoopErrorCodes.ContextNotFound] = "Compare the ContextId with that of the request; nothing was asked of anyone under this one.",
        [BoopErrorCodes.TerminalBusy] = "Wait until the scanner is free, or name another one in TerminalId.",
        [BoopErrorCodes.RateLimited] = "Send fewer requests, or set Pacing to Wait, so that they wait for room.",
        [BoopErrorCodes.NotConnected] = "Check the URL and the network, then try again: nothing was asked.",
        [BoopErrorCodes.OutcomeUnknown] =
            "Repeat it with the ContextId of this exception: that asks nobody twice and tells the outcome.",
        [BoopErrorCodes.ConnectionClosed] = "Call ConnectAsync to come back.",
        [BoopErrorCodes.ClientFault] = "Report it with the log, which has the fault, and call ConnectAsync to begin anew.",
        [Of(ErrorCode.AuthenticationTimeout)] = "Look for what holds this process up, such as starved threads; the client tries again by itself.",
        [Of(ErrorCode.NotAuthenticated)] = "Update this library: it always authenticates first, so the network's protocol must have changed.",
        [Of(ErrorCode.AlreadyAuthenticated)] = "Update this library: it authenticates once, so the network's protocol must have changed.",
        [Of(ErrorCode.InvalidMessage)] = "Correct what the text names; if it names nothing of yours, update this library.",
        [Of(ErrorCode.UnknownType)] = "Use a network of a version that knows this request, or an older version of this library.",
        [Of(ErrorCode.ContextExpired)] = "Ask again with a fresh ContextId: nobody came within 30 s.",
        [Of(ErrorCode.Unavailable)] = "Repeat it with the same ContextId: it may have happened, and nobody is asked twice.",
        [Of(ErrorCode.InternalError)] =
            "Repeat it with the same ContextId, and report it to whoever runs the network: the detail names the place in its log.",
    };

    /// <summary>What to do; null for a code that this version does not know.</summary>
    internal static string? For(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Where the documentation speaks of it, seen from the repository; null for a code that this version does not know.</summary>
    internal static string? PageOf(string code) => ByCode.ContainsKey(code) ? $"{Page}#{code.ToLowerInvariant()}" : null;

    private static string Of(ErrorCode code) => ErrorCodes.Name(code);
}
