using Boop.Protocol.Vendor;
using CsCheck;

namespace Boop.Protocol.Tests.Vendor;

internal static class VendorMessages
{
    private static readonly Gen<ContextRequirements> Requirements = Gen.Select(
        Gen.Enum<ContextType>(),
        Gen.Select(Gen.Long[1, ProtocolLimits.MaxAmount], Generate.Maybe(Gen.OneOf("USD", "EUR", "JPY"))),
        Gen.Select(Generate.Maybe(Generate.Attributes), Generate.Maybe(Generate.Attributes)),
        Generate.MaybeValue(Gen.OneOf(16, 18, 21, 65)),
        Gen.Select(Generate.Maybe(Generate.Id(64)), Generate.Maybe(Generate.Id(64)), Generate.Maybe(Generate.Displayable(0, 140))))
        .Select((type, payment, attributes, age, texts) => new ContextRequirements(type)
        {
            Amount = type == ContextType.Payment ? payment.Item1 : null,
            Currency = type == ContextType.Payment ? payment.Item2 : null,
            Attributes = attributes.Item1,
            RequiredAttributes = attributes.Item2,
            MinimumAge = type == ContextType.Membership ? null : age,
            ProgramId = type == ContextType.Membership ? texts.Item1 : null,
            TerminalId = texts.Item2,
            Description = texts.Item3,
        });

    private static readonly Gen<WireError> Error = Gen.Select(
        Gen.Enum<ErrorCode>(),
        Generate.Maybe(Generate.Text(0, 20)),
        Generate.Maybe(Generate.Text(0, 20)),
        Generate.MaybeValue(Gen.Int[0, int.MaxValue]))
        .Select((code, field, detail, retry) => WireError.Of(code) with { Field = field, Detail = detail, RetryAfterMs = retry });

    private static readonly Gen<AuthenticationResult> Result = Gen.Select(
        Gen.Bool,
        Gen.Select(Generate.Text(0, 20), Gen.Dictionary(Generate.Attribute, Generate.Text(0, 40))[0, 5], Gen.Bool),
        Gen.Select(Generate.Attribute, Generate.Text(0, 10)).Select((name, reason) => new Withholding(name, reason)).Array[0, 4],
        Gen.Long[0, 4_000_000_000_000],
        Gen.Select(Generate.Maybe(Generate.Text(0, 10)), Generate.Maybe(Generate.Text(0, 10))))
        .Select((success, person, withheld, time, texts) => new AuthenticationResult(success)
        {
            UserId = success ? person.Item1 : null,
            Attributes = success && !person.Item3 ? person.Item2 : null,
            AttributesErased = person.Item3,
            Withheld = withheld.Length > 0 ? withheld : null,
            AuthenticatedAt = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Reason = texts.Item1,
            Receipt = texts.Item2,
        });

    internal static Gen<VendorClientMessage> Client { get; } = Gen.Select(
        Gen.OneOf<VendorClientMessage>(
            Gen.Select(
                Gen.Select(Generate.Text(1, 256), Generate.Text(1, 256)),
                Generate.Text(0, 20).Array[0, 3],
                Generate.Maybe(Generate.Text(0, 64)),
                Generate.MaybeValue(Gen.Long[0, long.MaxValue]))
                .Select(VendorClientMessage (who, features, instance, attempt) =>
                    new Authenticate(who.Item1, who.Item2) { Features = features, Instance = instance, Attempt = attempt }),
            Gen.Select(Generate.Id(128), Requirements).Select(VendorClientMessage (id, requirements) => new CreateContext(id, requirements)),
            Generate.Id(128).Select(VendorClientMessage (id) => new CancelContext(id)),
            Generate.Id(128).Select(VendorClientMessage (id) => new GetContext(id)),
            Generate.Id(128).Array[1, 100].Select(VendorClientMessage (ids) => new Ack(ids)),
            Gen.Const<VendorClientMessage>(new Ping())),
        Generate.MessageId)
        .Select((message, id) => message with { Id = id });

    internal static Gen<VendorServerMessage> Server { get; } = Gen.Select(
        Gen.OneOf<VendorServerMessage>(
            Gen.Select(Generate.Text(0, 20), Generate.Text(0, 20), Gen.Int[1, int.MaxValue], Gen.Int[1, int.MaxValue], Gen.Int[1, int.MaxValue].Array[3])
                .Select(VendorServerMessage (vendor, session, heartbeat, ttl, limits) => new Authenticated(vendor, session)
                {
                    HeartbeatIntervalMs = heartbeat,
                    ContextTtlMs = ttl,
                    Limits = new SessionLimits { ContextsPerMinute = limits[0], MessagesPerMinute = limits[1], MaxMessageBytes = limits[2] },
                }),
            Gen.Select(Generate.Id(128), Result).Select(VendorServerMessage (id, result) => new AuthResult(id, result)),
            Gen.Select(Generate.Id(128), Generate.Text(1, 20), Gen.Int[0, 30_000], Generate.Maybe(Generate.Id(64)))
                .Select(VendorServerMessage (id, state, left, terminal) => new ContextUpdate(id, state, left) { TerminalId = terminal }),
            Gen.Select(Error, Generate.Maybe(Generate.Id(128))).Select(VendorServerMessage (error, id) => new VendorError(error) { ContextId = id }),
            Gen.Const<VendorServerMessage>(new Pong())),
        Generate.MessageId)
        .Select((message, id) => message with { Id = id });
}
