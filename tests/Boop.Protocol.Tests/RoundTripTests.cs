using Boop.Protocol.Scanner;
using Boop.Protocol.Tests.Scanner;
using Boop.Protocol.Tests.Vendor;
using Boop.Protocol.Vendor;
using CsCheck;

namespace Boop.Protocol.Tests;

public sealed class RoundTripTests
{
    private const long Rounds = 3_000;

    [Fact]
    public void A_vendors_message_arrives_as_it_was_sent() =>
        VendorMessages.Client.Sample(m => Arrives(m, VendorClientCodec.Decode(Wire.Bytes(Wire.Encode(m))).Message), iter: Rounds);

    [Fact]
    public void A_message_to_a_vendor_arrives_as_it_was_sent() =>
        VendorMessages.Server.Sample(m => Arrives(m, VendorServerCodec.Decode(Wire.Bytes(Wire.Encode(m))).Message), iter: Rounds);

    [Fact]
    public void A_scanners_message_arrives_as_it_was_sent() =>
        ScannerMessages.Client.Sample(m => Arrives(m, ScannerClientCodec.Decode(Wire.Bytes(Wire.Encode(m))).Message), iter: Rounds);

    [Fact]
    public void A_message_to_a_scanner_arrives_as_it_was_sent() =>
        ScannerMessages.Server.Sample(m => Arrives(m, ScannerServerCodec.Decode(Wire.Bytes(Wire.Encode(m))).Message), iter: Rounds);

    private static bool Arrives(object sent, object? received) => received is not null && Wire.Describe(sent) == Wire.Describe(received);
}
