using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>The wire ⇄ the state machine ⇄ what a test sees. What the codec let through has the form that the ids ask.</summary>
internal static class WireMapping
{
    private const string CancelledReason = "cancelled";

    private static readonly Dictionary<string, FailureReason> Reasons = new(StringComparer.Ordinal)
    {
        ["user_not_found"] = FailureReason.UserNotFound,
        ["declined"] = FailureReason.Declined,
        ["vendor_not_consented"] = FailureReason.VendorNotConsented,
        ["attributes_missing"] = FailureReason.AttributesMissing,
        ["too_young"] = FailureReason.TooYoung,
        ["not_a_member"] = FailureReason.NotAMember,
        ["scanner_failed"] = FailureReason.ScannerFailed,
    };

    private static readonly Dictionary<string, WithholdingReason> Withholdings = new(StringComparer.Ordinal)
    {
        ["not_allowed"] = WithholdingReason.NotAllowed,
        ["not_consented"] = WithholdingReason.NotConsented,
        ["unavailable"] = WithholdingReason.Unavailable,
        ["expired"] = WithholdingReason.Expired,
    };

    internal static FailureReason? ToReason(string text) => Reasons.TryGetValue(text, out FailureReason reason) ? reason : null;

    internal static WithholdingReason ToWithholding(string text) => Withholdings[text];

    internal static Requirements ToRequirements(ContextRequirements sent) => new(sent.Type switch
    {
        ContextType.Payment => ContextKind.Payment,
        ContextType.Entrance => ContextKind.Entrance,
        _ => ContextKind.Membership,
    })
    {
        Amount = sent.Amount,
        Currency = sent.Currency,
        Attributes = sent.Attributes is null ? null : AttributeNames.Parse(sent.Attributes),
        RequiredAttributes = sent.RequiredAttributes is null ? null : AttributeNames.Parse(sent.RequiredAttributes),
        MinimumAge = sent.MinimumAge,
        ProgramId = sent.ProgramId is null ? null : ProgramId.Parse(sent.ProgramId),
        TerminalId = sent.TerminalId is null ? null : TerminalId.Parse(sent.TerminalId),
        Description = sent.Description,
    };

    internal static string ToState(ContextState state) => state.Outcome is { } outcome
        ? outcome.Match(
            static _ => ContextStates.Succeeded,
            static _ => ContextStates.Failed,
            static _ => ContextStates.Cancelled,
            static _ => ContextStates.Expired)
        : ToState(state.Phase);

    internal static VendorServerMessage ToWire(ContextEntry entry, Outcome outcome, string? id)
    {
        string context = entry.State.Id.Value;
        return outcome.Match<VendorServerMessage>(
            succeeded => new AuthResult(context, ToResult(succeeded)) { Id = id },
            failed => new AuthResult(context, Failure(ReasonOf(entry, failed), failed.DecidedAt)) { Id = id },
            cancelled => new AuthResult(context, Failure(CancelledReason, cancelled.DecidedAt)) { Id = id },
            _ => new VendorError(WireError.Of(ErrorCode.ContextExpired)) { ContextId = context, Id = id });
    }

    internal static AuthenticationOutcome ToOutcome(ContextEntry entry, Outcome outcome) => outcome.Match<AuthenticationOutcome>(
        static succeeded => new AuthenticationOutcome.Succeeded(
            succeeded.User.Value,
            succeeded.Released.ToDictionary(static value => value.Name.Value, static value => value.Value),
            [.. succeeded.Withheld.Select(static one => new Withholding(one.Name.Value, TextOf(one.Reason)))],
            succeeded.IsErased),
        failed => new AuthenticationOutcome.Refused(ReasonOf(entry, failed)),
        static _ => new AuthenticationOutcome.Cancelled(),
        static _ => new AuthenticationOutcome.Expired());

    private static string ToState(ContextPhase phase) => phase switch
    {
        ContextPhase.Accepting => ContextStates.Accepted,
        ContextPhase.Waiting => ContextStates.Waiting,
        ContextPhase.Offered => ContextStates.Offered,
        ContextPhase.Presented => ContextStates.Presented,
        _ => ContextStates.Retrying,
    };

    private static AuthenticationResult ToResult(Outcome.Succeeded outcome) => new(true)
    {
        UserId = outcome.User.Value,
        Attributes = outcome.IsErased ? null : outcome.Released.ToDictionary(static value => value.Name.Value, static value => value.Value),
        AttributesErased = outcome.IsErased,
        Withheld = outcome.Withheld.Count == 0
            ? null
            : [.. outcome.Withheld.Select(static one => new Protocol.Vendor.Withholding(one.Name.Value, TextOf(one.Reason)))],
        AuthenticatedAt = outcome.DecidedAt,
    };

    private static AuthenticationResult Failure(string reason, DateTimeOffset decidedAt) =>
        new(false) { Reason = reason, AuthenticatedAt = decidedAt };

    private static string ReasonOf(ContextEntry entry, Outcome.Failed failed) =>
        entry.ReasonText ?? Reasons.First(one => one.Value == failed.Reason).Key;

    private static string TextOf(WithholdingReason reason) => Withholdings.First(one => one.Value == reason).Key;
}
