namespace Boop.Client;

/// <summary>The codes of <see cref="BoopException.Code"/>: those of the network, and those of this library.</summary>
/// <remarks>Codes are permanent. The network may one day use others than these.</remarks>
public static class BoopErrorCodes
{
    /// <summary>The vendor id or the key is wrong, expired or revoked. The client tries again after 15 minutes.</summary>
    public const string InvalidCredentials = "INVALID_CREDENTIALS";

    /// <summary>Another connection of this vendor took over; see <see cref="BoopClient.ConnectAsync"/>.</summary>
    public const string SessionReplaced = "SESSION_REPLACED";

    /// <summary>The request breaks a rule of the network.</summary>
    public const string InvalidRequirements = "INVALID_REQUIREMENTS";

    /// <summary>The key's scope forbids the request.</summary>
    public const string NotPermitted = "NOT_PERMITTED";

    /// <summary>The context id was used before, with another request.</summary>
    public const string ContextIdConflict = "CONTEXT_ID_CONFLICT";

    /// <summary>The network never accepted a request of this context id.</summary>
    public const string ContextNotFound = "CONTEXT_NOT_FOUND";

    /// <summary>All of the named scanner's places are taken.</summary>
    public const string TerminalBusy = "TERMINAL_BUSY";

    /// <summary>A limit is reached; <see cref="BoopException.RetryAfter"/> says until when.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>This library's own: no connection came about in time, and the call has asked the network nothing.</summary>
    public const string NotConnected = "NOT_CONNECTED";

    /// <summary>
    /// This library's own: the request was sent, and what came of it could not be learnt in time. The same request with the same
    /// context id tells it, once the network can be reached.
    /// </summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>This library's own: the network ended the connection for good; see <see cref="BoopClient.ConnectAsync"/>.</summary>
    public const string ConnectionClosed = "CONNECTION_CLOSED";

    /// <summary>This library's own: a fault in it, worth a report; <see cref="BoopClient.ConnectAsync"/> begins anew.</summary>
    public const string ClientFault = "CLIENT_FAULT";
}
