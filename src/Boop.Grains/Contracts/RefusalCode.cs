namespace Boop.Grains.Contracts;

/// <summary>Why a grain refuses what it was asked. The names are the wire's, in upper camel case.</summary>
public enum RefusalCode
{
    InvalidRequirements,
    NotPermitted,
    ContextIdConflict,
    ContextNotFound,
    TerminalBusy,
    RateLimited,
    Unavailable,
    InternalError,
}
