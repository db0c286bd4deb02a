using System.Buffers;
using System.Text;
using Boop.Contexts;
using Boop.Gateway.Mapping;
using Boop.Grains.Contracts;
using Boop.Protocol.Vendor;

namespace Boop.Gateway.Tests.Mapping;

public sealed class VendorMappingTests
{
    private static readonly DateTimeOffset DecidedAt = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void A_success_tells_what_is_given_and_what_is_withheld() =>
        Decided(new Outcome.Succeeded(
            UserId.Parse("usr_1"),
            [new ReleasedValue(AttributeName.Parse("email"), "ada@example.org")],
            [
                new(AttributeName.Parse("a"), WithholdingReason.NotAllowed),
                new(AttributeName.Parse("b"), WithholdingReason.NotConsented),
                new(AttributeName.Parse("c"), WithholdingReason.Unavailable),
                new(AttributeName.Parse("d"), WithholdingReason.Expired),
            ],
            DecidedAt)).ShouldBe(
            """{"type":"auth_result","context_id":"c1","result":{"success":true,"user_id":"usr_1","attributes":{"email":"ada@example.org"},"withheld":[{"name":"a","reason":"not_allowed"},{"name":"b","reason":"not_consented"},{"name":"c","reason":"unavailable"},{"name":"d","reason":"expired"}],"authenticated_at":"2026-01-02T03:04:05.678Z"},"id":"m1"}""");

    [Fact]
    public void An_erased_success_keeps_everything_but_the_values() =>
        Decided(new Outcome.Succeeded(
            UserId.Parse("usr_1"),
            [new ReleasedValue(AttributeName.Parse("email"), "ada@example.org")],
            [],
            DecidedAt).Erase()).ShouldBe(
            """{"type":"auth_result","context_id":"c1","result":{"success":true,"user_id":"usr_1","authenticated_at":"2026-01-02T03:04:05.678Z","attributes_erased":true},"id":"m1"}""");

    [Theory]
    [InlineData(FailureReason.UserNotFound, "user_not_found")]
    [InlineData(FailureReason.Declined, "declined")]
    [InlineData(FailureReason.VendorNotConsented, "vendor_not_consented")]
    [InlineData(FailureReason.AttributesMissing, "attributes_missing")]
    [InlineData(FailureReason.TooYoung, "too_young")]
    [InlineData(FailureReason.NotAMember, "not_a_member")]
    [InlineData(FailureReason.ScannerFailed, "scanner_failed")]
    public void A_failure_tells_why(FailureReason reason, string name) =>
        Decided(new Outcome.Failed(reason, DecidedAt)).ShouldBe(
            $$$"""{"type":"auth_result","context_id":"c1","result":{"success":false,"reason":"{{{name}}}","authenticated_at":"2026-01-02T03:04:05.678Z"},"id":"m1"}""");

    [Fact]
    public void A_cancelled_context_is_a_failure_too() =>
        Decided(new Outcome.Cancelled(DecidedAt)).ShouldBe(
            """{"type":"auth_result","context_id":"c1","result":{"success":false,"reason":"cancelled","authenticated_at":"2026-01-02T03:04:05.678Z"},"id":"m1"}""");

    [Fact]
    public void An_expired_context_is_the_error_of_the_public_page() =>
        Decided(new Outcome.Expired(DecidedAt)).ShouldBe(
            """{"type":"error","error":"Context expired","code":"CONTEXT_EXPIRED","retryable":false,"context_id":"c1","id":"m1"}""");

    [Theory]
    [InlineData(RefusalCode.InvalidRequirements, "INVALID_REQUIREMENTS")]
    [InlineData(RefusalCode.NotPermitted, "NOT_PERMITTED")]
    [InlineData(RefusalCode.ContextIdConflict, "CONTEXT_ID_CONFLICT")]
    [InlineData(RefusalCode.TerminalBusy, "TERMINAL_BUSY")]
    [InlineData(RefusalCode.RateLimited, "RATE_LIMITED")]
    [InlineData(RefusalCode.Unavailable, "UNAVAILABLE")]
    [InlineData(RefusalCode.InternalError, "INTERNAL_ERROR")]
    public void A_refusal_tells_everything_that_the_grain_knows(RefusalCode code, string name)
    {
        var refusal = new Refusal(code) { Field = "terminal_id", RetryAfterMs = 7, Detail = "trace" };
        string text = Encode(VendorMapping.ToWire(new VendorNotice.Refused(ContextId.Parse("c1"), refusal, "m1")));
        text.ShouldContain($"\"code\":\"{name}\"");
        text.ShouldEndWith(""","context_id":"c1","retry_after_ms":7,"field":"terminal_id","detail":"trace","id":"m1"}""");
    }

    [Fact]
    public void Requirements_reach_the_grain_as_they_were_sent()
    {
        var frame = """{"type":"create_context","context_id":"c1","requirements":{"type":"payment","amount":2500,"currency":"EUR","attributes":["phone","email"],"required_attributes":["name"],"minimum_age":18,"terminal_id":"till_1","description":"Two coffees"},"id":"m1"}"""u8;
        VendorCommand? command = VendorMapping.ToCommand(VendorClientCodec.Decode(frame).Message!);
        command.ShouldBe(new VendorCommand.Create(
            ContextId.Parse("c1"),
            new Requirements(ContextKind.Payment)
            {
                Amount = 2_500,
                Currency = "EUR",
                Attributes = AttributeNames.Parse(["email", "phone"]),
                RequiredAttributes = AttributeNames.Parse(["name"]),
                MinimumAge = 18,
                TerminalId = TerminalId.Parse("till_1"),
                Description = "Two coffees",
            },
            "m1"));
    }

    [Fact]
    public void A_membership_names_its_programme()
    {
        var frame = """{"type":"create_context","context_id":"c1","requirements":{"type":"membership","program_id":"gold"}}"""u8;
        VendorMapping.ToCommand(VendorClientCodec.Decode(frame).Message!).ShouldBe(new VendorCommand.Create(
            ContextId.Parse("c1"), new Requirements(ContextKind.Membership) { ProgramId = ProgramId.Parse("gold") }, null));
    }

    private static string Decided(Outcome outcome) =>
        Encode(VendorMapping.ToWire(new VendorNotice.Decided(ContextId.Parse("c1"), outcome, "m1")));

    private static string Encode(VendorServerMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        VendorServerCodec.Encode(message, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
