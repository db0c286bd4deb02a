namespace Boop.Protocol;

/// <summary>The error codes of the wire. A code is permanent: it never changes its meaning and is never used for another.</summary>
/// <remarks>A client must accept codes that it does not know; see <see cref="ErrorCodes"/> for the text on the wire.</remarks>
public enum ErrorCode
{
    /// <summary>Unknown vendor or scanner, wrong, expired or revoked key, or suspended owner. Close 4401 follows.</summary>
    InvalidCredentials,

    /// <summary>No <c>authenticate</c> within 10 s of the upgrade. Close 4408 follows.</summary>
    AuthenticationTimeout,

    /// <summary>Anything well-formed was sent before <c>authenticate</c>. Close 4401 follows.</summary>
    NotAuthenticated,

    /// <summary>A second <c>authenticate</c>; the session goes on.</summary>
    AlreadyAuthenticated,

    /// <summary>A newer connection took over. Close 4409 follows.</summary>
    SessionReplaced,

    /// <summary>Not JSON, not an object, or a member outside <c>requirements</c> of wrong type or form.</summary>
    InvalidMessage,

    /// <summary>The <c>type</c> is not one that this network knows.</summary>
    UnknownType,

    /// <summary>A member of <c>requirements</c> breaks its rule; <c>field</c> names it.</summary>
    InvalidRequirements,

    /// <summary>The key's scope forbids what was asked.</summary>
    NotPermitted,

    /// <summary>The context id was used before with other requirements.</summary>
    ContextIdConflict,

    /// <summary>No context of this id is known.</summary>
    ContextNotFound,

    /// <summary>The outcome of a context that nobody answered within 30 s.</summary>
    ContextExpired,

    /// <summary>All of the named scanner's capacity is taken by other open contexts that name it.</summary>
    TerminalBusy,

    /// <summary>A limit is reached; <c>retry_after_ms</c> says when it is not.</summary>
    RateLimited,

    /// <summary>The store cannot be read or written, for now. What was asked may have happened.</summary>
    Unavailable,

    /// <summary>A fault of the network, logged under the trace id in <c>detail</c>. What was asked may have happened.</summary>
    InternalError,
}
