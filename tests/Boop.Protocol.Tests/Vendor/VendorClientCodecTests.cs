using Boop.Protocol.Vendor;

namespace Boop.Protocol.Tests.Vendor;

public sealed class VendorClientCodecTests
{
    [Theory]
    [InlineData("""{"type":"create_context","context_id":"a b","requirements":{}}""", "create_context")]
    [InlineData("""{"type":"create_context","context_id":"ab","requirements":{}}""", "create_context")]
    [InlineData("""{"type":"authenticate"}""", "authenticate")]
    [InlineData("""{"type":"ping","id":1}""", "ping")]
    [InlineData("""{"type":"dance"}""", null)]
    [InlineData("""{"type":1}""", null)]
    [InlineData("{", null)]
    public void A_failure_names_the_type_once_it_is_known(string frame, string? type) => Failure(frame).Type.ShouldBe(type);

    [Fact]
    public void A_failure_says_whom_it_answers_though_other_members_are_bad()
    {
        DecodeFailure failure = Failure("""{"requirements":5,"id":"i1","context_id":"c1","type":"create_context"}""");
        failure.Error.ShouldBe(WireError.Of(ErrorCode.InvalidRequirements) with { Field = "requirements" });
        failure.Id.ShouldBe("i1");
        failure.ContextId.ShouldBe("c1");
    }

    [Fact]
    public void A_frame_of_64_KiB_is_read_and_one_byte_more_is_refused()
    {
        string frame = """{"type":"ping","x":"$"}""";
        string fitting = frame.Replace("$", new string('x', ProtocolLimits.MaxMessageBytes - frame.Length + 1), StringComparison.Ordinal);
        fitting.Length.ShouldBe(ProtocolLimits.MaxMessageBytes);
        VendorClientCodec.Decode(Wire.Bytes(fitting)).IsMessage.ShouldBeTrue();
        VendorClientCodec.Decode(Wire.Bytes(fitting + " ")).IsFailure.ShouldBeTrue();
    }

    [Fact]
    public void What_was_left_out_is_null_and_what_was_sent_empty_is_empty()
    {
        ContextRequirements bare = Create("""{"type":"entrance"}""");
        bare.Attributes.ShouldBeNull();
        bare.RequiredAttributes.ShouldBeNull();
        Create("""{"type":"entrance","attributes":[]}""").Attributes.ShouldBe([]);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_description_goes_out_as_text_that_can_be_read()
    {
        string frame = Wire.Encode(new CreateContext("c1", new ContextRequirements(ContextType.Entrance) { Description = "a\ud800b" }));
        VendorClientCodec.Decode(Wire.Bytes(frame)).IsMessage.ShouldBeTrue();
    }

    [Fact]
    public void A_message_as_text_holds_no_key_and_no_payload()
    {
        var requirements = new ContextRequirements(ContextType.Entrance) { Description = "for Ada" };
        new CreateContext("c1", requirements).ToString().ShouldNotContain("Ada");
        new Authenticate("ven_abc123", "sk_live_xyz789").ToString().ShouldNotContain("sk_live");
        new Decoded<VendorClientMessage>(new Authenticate("ven_abc123", "sk_live_xyz789")).ToString()!.ShouldNotContain("sk_live");
    }

    private static DecodeFailure Failure(string frame) => VendorClientCodec.Decode(Wire.Bytes(frame)).Failure.ShouldNotBeNull();

    private static ContextRequirements Create(string requirements) =>
        VendorClientCodec.Decode(Wire.Bytes($$"""{"type":"create_context","context_id":"c1","requirements":{{requirements}}}"""))
            .Message.ShouldBeOfType<CreateContext>().Requirements;
}
