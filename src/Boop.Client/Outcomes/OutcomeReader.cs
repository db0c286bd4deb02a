using System.Collections.ObjectModel;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Tells outcomes from the network's messages.</summary>
internal static class OutcomeReader
{
    private const string CancelledReason = "cancelled";
    private static readonly string ExpiredCode = ErrorCodes.Name(ErrorCode.ContextExpired);
    private static readonly string ExpiredText = ErrorCodes.Text(ErrorCode.ContextExpired);

    /// <summary>The outcome; null where the message lacks what a success needs.</summary>
    internal static AuthenticationOutcome? Read(AuthenticationResult result)
    {
        if (!result.Success)
        {
            return result.Reason == CancelledReason
                ? new AuthenticationOutcome.Cancelled()
                : new AuthenticationOutcome.Refused(result.Reason ?? "");
        }

        return result.UserId is { Length: > 0 } userId
            ? new AuthenticationOutcome.Succeeded(
                userId,
                result.Attributes ?? ReadOnlyDictionary<string, string>.Empty,
                result.Withheld is { } withheld ? [.. withheld.Select(one => new Withholding(one.Name, one.Reason))] : [],
                result.AttributesErased)
            : null;
    }

    /// <summary>Where a context stands of which the outcome is all that is known.</summary>
    internal static ContextStatus StatusOf(string contextId, AuthenticationOutcome outcome) => new(contextId, outcome.Match(
        _ => ContextStates.Succeeded, _ => ContextStates.Failed, _ => ContextStates.Expired, _ => ContextStates.Cancelled))
    {
        Outcome = outcome,
    };

    /// <summary>Whether the error is the expiry, which is an outcome like any other. The oldest networks name it by its text alone.</summary>
    internal static bool IsExpiry(WireError error) =>
        error.Code == ExpiredCode || (error.Code.Length == 0 && error.Text == ExpiredText);
}
