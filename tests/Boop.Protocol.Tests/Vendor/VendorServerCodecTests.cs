using System.Buffers;
using System.Text;
using Boop.Protocol.Vendor;

namespace Boop.Protocol.Tests.Vendor;

public sealed class VendorServerCodecTests
{
    [Fact]
    public void A_type_of_tomorrow_is_to_be_ignored()
    {
        Decoded<VendorServerMessage> decoded = Decode("""{"type":"context_forecast","context_id":"c1"}""");
        decoded.IsUnknownType.ShouldBeTrue();
        decoded.IsMessage.ShouldBeFalse();
        decoded.IsFailure.ShouldBeFalse();
    }

    [Fact]
    public void Members_of_tomorrow_are_ignored_at_every_depth() =>
        Decode("""{"type":"auth_result","context_id":"c1","new":1,"result":{"success":true,"user_id":"u","attributes":{},"new":[{}],"withheld":[{"name":"n","reason":"r","new":0}]}}""")
            .Message.ShouldBeOfType<AuthResult>().Result.Withheld.ShouldBe([new Withholding("n", "r")]);

    [Fact]
    public void The_seeds_own_errors_are_understood()
    {
        VendorError expired = Decode("""{"type":"error","error":"Context expired","context_id":"ctx_123"}""").Message.ShouldBeOfType<VendorError>();
        expired.ContextId.ShouldBe("ctx_123");
        expired.Error.ShouldBe(new WireError("", "Context expired", false));
    }

    [Fact]
    public void The_seeds_own_authenticated_is_understood() =>
        Decode("""{"type":"authenticated"}""").Message.ShouldBe(new Authenticated("", ""));

    [Fact]
    public void Broken_optional_members_count_as_missing()
    {
        AuthenticationResult result = Decode(
            """{"type":"auth_result","id":7,"context_id":"c1","result":{"success":true,"user_id":5,"attributes":[],"withheld":[1,{"name":2},{"name":"n"}],"reason":{},"authenticated_at":"soon","receipt":1,"attributes_erased":"yes"}}""")
            .Message.ShouldBeOfType<AuthResult>().Result;
        Wire.Describe(result).ShouldBe(Wire.Describe(new AuthenticationResult(true) { Withheld = [new Withholding("n", "")] }));
    }

    [Fact]
    public void An_attribute_that_is_no_string_stands_as_its_JSON_text() =>
        Decode("""{"type":"auth_result","context_id":"c1","result":{"success":true,"attributes":{"age_over_18":true,"points":[1, 2],"\u006eame":"A\u0064a"}}}""")
            .Message.ShouldBeOfType<AuthResult>().Result.Attributes
            .ShouldBe(new Dictionary<string, string> { ["age_over_18"] = "true", ["points"] = "[1, 2]", ["name"] = "Ada" });

    [Theory]
    [InlineData("""{"type":"auth_result","context_id":"c1"}""", "result")]
    [InlineData("""{"type":"auth_result","context_id":"c1","result":{}}""", "result.success")]
    [InlineData("""{"type":"auth_result","context_id":"c1","result":{"success":"true"}}""", "result.success")]
    public void An_outcome_that_cannot_be_read_still_says_whose_it_is(string frame, string field)
    {
        DecodeFailure failure = Decode(frame).Failure.ShouldNotBeNull();
        failure.ContextId.ShouldBe("c1");
        failure.Error.Field.ShouldBe(field);
    }

    [Fact]
    public void A_failure_tells_neither_who_the_person_is_nor_any_value()
    {
        var result = new AuthenticationResult(false)
        {
            Reason = "declined",
            UserId = "usr_1",
            Attributes = new Dictionary<string, string> { ["email"] = "ada@example.com" },
        };
        string frame = Wire.Encode(new AuthResult("c1", result));
        frame.ShouldBe("""{"type":"auth_result","context_id":"c1","result":{"success":false,"reason":"declined","authenticated_at":"0001-01-01T00:00:00.000Z"}}""");
    }

    [Fact]
    public void A_time_is_told_in_UTC_and_cut_to_the_millisecond()
    {
        var result = new AuthenticationResult(false)
        {
            AuthenticatedAt = new DateTimeOffset(2026, 11, 23, 1, 2, 3, 999, TimeSpan.FromHours(2)).AddTicks(9_999),
        };
        Wire.Encode(new AuthResult("c1", result)).ShouldContain("\"authenticated_at\":\"2026-11-22T23:02:03.999Z\"");
    }

    [Fact]
    public void A_frame_within_a_frame_disturbs_neither()
    {
        var output = new NestingOutput();
        VendorServerCodec.Encode(new Pong { Id = "outer" }, output);
        Encoding.UTF8.GetString(output.Written).ShouldBe("""{"type":"pong","id":"outer"}""");
        output.Inner.ShouldBe("""{"type":"pong","id":"inner"}""");
    }

    private static Decoded<VendorServerMessage> Decode(string frame) => VendorServerCodec.Decode(Wire.Bytes(frame));

    /// <summary>Encodes another frame whenever it is asked for room.</summary>
    private sealed class NestingOutput : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _output = new();

        internal ReadOnlySpan<byte> Written => _output.WrittenSpan;

        internal string? Inner { get; private set; }

        public void Advance(int count) => _output.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Inner = Wire.Encode(new Pong { Id = "inner" });
            return _output.GetMemory(sizeHint);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
