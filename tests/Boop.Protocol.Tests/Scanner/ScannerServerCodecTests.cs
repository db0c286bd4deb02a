using Boop.Protocol.Scanner;

namespace Boop.Protocol.Tests.Scanner;

public sealed class ScannerServerCodecTests
{
    [Theory]
    [InlineData("""{"type":"offer","offer_id":"o1","context_type":"seance","expires_in_ms":5}""", "context_type")]
    [InlineData("""{"type":"offer","offer_id":"o1","context_type":"payment"}""", "expires_in_ms")]
    [InlineData("""{"type":"scan_result","offer_id":"o1","attempt":1,"outcome":"maybe"}""", "outcome")]
    public void An_offer_that_cannot_be_shown_still_says_which_it_is(string frame, string field)
    {
        DecodeFailure failure = ScannerServerCodec.Decode(Wire.Bytes(frame)).Failure.ShouldNotBeNull();
        failure.OfferId.ShouldBe("o1");
        failure.Error.Field.ShouldBe(field);
    }

    [Fact]
    public void A_type_of_tomorrow_is_to_be_ignored() =>
        ScannerServerCodec.Decode("""{"type":"update_firmware"}"""u8).IsUnknownType.ShouldBeTrue();

    [Fact]
    public void Names_that_are_none_are_left_out_of_an_offers_attributes() =>
        ScannerServerCodec.Decode("""{"type":"offer","offer_id":"o1","context_type":"entrance","attributes":["a",{"b":["c"]},7,"d"],"expires_in_ms":5}"""u8)
            .Message.ShouldBeOfType<Offer>().Attributes.ShouldBe(["a", "d"]);

    [Fact]
    public void A_message_as_text_holds_no_key_no_template_and_no_payload()
    {
        new ScannerAuthenticate("scn_1", "sk_scan_1").ToString().ShouldNotContain("sk_scan");
        new Offer("o1", ContextType.Entrance, "Shop", [], 5) { Description = "for Ada" }.ToString().ShouldNotContain("Ada");
        new Scan("o1", 1, new byte[] { 1, 2, 3 }, 50, Hand.Left).ToString().ShouldNotContain("Template");
    }
}
