using Boop.Grains.Contracts;
using Boop.Protocol;

namespace Boop.Gateway.Mapping;

/// <summary>A grain's refusal as the wire's error.</summary>
internal static class RefusalMapping
{
    public static WireError ToWire(Refusal refusal) => WireError.Of(ToWire(refusal.Code)) with
    {
        Field = refusal.Field,
        RetryAfterMs = refusal.RetryAfterMs,
        Detail = refusal.Detail,
    };

    private static ErrorCode ToWire(RefusalCode code) => code switch
    {
        RefusalCode.InvalidRequirements => ErrorCode.InvalidRequirements,
        RefusalCode.NotPermitted => ErrorCode.NotPermitted,
        RefusalCode.ContextIdConflict => ErrorCode.ContextIdConflict,
        RefusalCode.ContextNotFound => ErrorCode.ContextNotFound,
        RefusalCode.TerminalBusy => ErrorCode.TerminalBusy,
        RefusalCode.RateLimited => ErrorCode.RateLimited,
        RefusalCode.Unavailable => ErrorCode.Unavailable,
        RefusalCode.InternalError => ErrorCode.InternalError,
        _ => throw new InvalidOperationException("RefusalCode is a closed set."),
    };
}
