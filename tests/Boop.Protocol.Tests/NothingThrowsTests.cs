using Boop.Protocol.Scanner;
using Boop.Protocol.Tests.Vectors;
using Boop.Protocol.Vendor;
using CsCheck;

namespace Boop.Protocol.Tests;

public sealed class NothingThrowsTests
{
    private static readonly byte[][] Frames =
    [
        .. VectorFiles.All.Select(v => v.Frame).OfType<byte[]>(),
        .. VectorFiles.All.SelectMany(v => v.Out).Select(Vector.Fill).Select(Wire.Bytes),
    ];

    [Fact]
    public void Random_bytes_are_answered_and_not_thrown_at() => Gen.Byte.Array[0, 100].Sample(IsAnsweredByAll, iter: 20_000);

    [Fact]
    public void A_broken_frame_is_answered_and_not_thrown_at() => Mutations.Of(Frames).Sample(IsAnsweredByAll, iter: 50_000);

    [Fact]
    public void Every_frame_of_one_direction_is_safe_for_the_three_others() => Frames.ShouldAllBe(frame => IsAnsweredByAll(frame));

    private static bool IsAnsweredByAll(byte[] frame)
    {
        Decoded<VendorClientMessage> fromVendor = VendorClientCodec.Decode(frame);
        Decoded<ScannerClientMessage> fromScanner = ScannerClientCodec.Decode(frame);
        Decoded<VendorServerMessage> toVendor = VendorServerCodec.Decode(frame);
        Decoded<ScannerServerMessage> toScanner = ScannerServerCodec.Decode(frame);

        // What a network took must be worth sending on: it encodes, and decodes again.
        return (fromVendor.IsMessage ^ fromVendor.IsFailure)
            && (fromScanner.IsMessage ^ fromScanner.IsFailure)
            && (!fromVendor.IsMessage || VendorClientCodec.Decode(Wire.Bytes(Wire.Encode(fromVendor.Message))).IsMessage)
            && (!fromScanner.IsMessage || ScannerClientCodec.Decode(Wire.Bytes(Wire.Encode(fromScanner.Message))).IsMessage)
            && (!toVendor.IsMessage || VendorServerCodec.Decode(Wire.Bytes(Wire.Encode(toVendor.Message))).IsMessage)
            && (!toScanner.IsMessage || ScannerServerCodec.Decode(Wire.Bytes(Wire.Encode(toScanner.Message))).IsMessage);
    }
}
