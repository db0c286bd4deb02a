using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Gateway.Mapping;

/// <summary>The vendor's wire ⇄ the vendor's grain. What the codec let through has the form that the ids ask.</summary>
internal static class VendorMapping
{
    private const string CancelledReason = "cancelled";

    /// <summary>The command of a message, or null where the session answers it by itself.</summary>
    public static VendorCommand? ToCommand(VendorClientMessage message) => message switch
    {
        CreateContext create => new VendorCommand.Create(
            ContextId.Parse(create.ContextId), ToRequirements(create.Requirements), create.Id),
        CancelContext cancel => new VendorCommand.Cancel(ContextId.Parse(cancel.ContextId), cancel.Id),
        GetContext get => new VendorCommand.Look(ContextId.Parse(get.ContextId), get.Id),
        Ack ack => new VendorCommand.Acknowledge([.. ack.ContextIds.Select(ContextId.Parse)]),
        _ => null,
    };

    /// <summary>A durable outcome as its frame.</summary>
    public static VendorServerMessage ToWire(VendorNotice.Decided decided) => decided.Outcome.Match<VendorServerMessage>(
        succeeded => Result(decided, ToResult(succeeded)),
        failed => Result(decided, Failure(WireTexts<FailureReason>.Of(failed.Reason), failed.DecidedAt)),
        cancelled => Result(decided, Failure(CancelledReason, cancelled.DecidedAt)),
        _ => new VendorError(WireError.Of(ErrorCode.ContextExpired)) { ContextId = decided.Context.Value, Id = decided.MessageId });

    public static VendorServerMessage ToWire(VendorNotice.Updated updated) =>
        new ContextUpdate(updated.Context.Value, WireTexts<ContextProgress>.Of(updated.Progress), updated.ExpiresInMs)
        {
            TerminalId = updated.Terminal?.Value,
            Id = updated.MessageId,
        };

    public static VendorServerMessage ToWire(VendorNotice.Refused refused) =>
        new VendorError(RefusalMapping.ToWire(refused.Refusal)) { ContextId = refused.Context.Value, Id = refused.MessageId };

    /// <summary>Whether a frame is the outcome of a context, whose leaving the grain waits for.</summary>
    public static bool IsOutcome(VendorServerMessage message) =>
        message is AuthResult || message is VendorError error && error.Error.Code == ErrorCodes.Name(ErrorCode.ContextExpired);

    private static AuthResult Result(VendorNotice.Decided decided, AuthenticationResult result) =>
        new(decided.Context.Value, result) { Id = decided.MessageId };

    private static AuthenticationResult Failure(string reason, DateTimeOffset decidedAt) =>
        new(false) { Reason = reason, AuthenticatedAt = decidedAt };

    private static AuthenticationResult ToResult(Outcome.Succeeded outcome) => new(true)
    {
        UserId = outcome.User.Value,
        Attributes = outcome.IsErased ? null : outcome.Released.ToDictionary(value => value.Name.Value, value => value.Value),
        AttributesErased = outcome.IsErased,
        Withheld = outcome.Withheld.Count == 0
            ? null
            : [.. outcome.Withheld.Select(one => new Protocol.Vendor.Withholding(one.Name.Value, WireTexts<WithholdingReason>.Of(one.Reason)))],
        AuthenticatedAt = outcome.DecidedAt,
    };

    private static Requirements ToRequirements(ContextRequirements sent) => new(ContextTypes.ToKind(sent.Type))
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
}
