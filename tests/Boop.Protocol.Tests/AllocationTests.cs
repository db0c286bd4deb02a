using System.Buffers;
using Boop.Protocol.Vendor;

namespace Boop.Protocol.Tests;

public sealed class AllocationTests
{
    private const int Frames = 1_000;

    [Fact]
    public void Decoding_a_ping_allocates_nothing_but_the_message()
    {
        byte[] frame = """{"type":"ping","unknown":{"a":[1,2,{"b":"c"}]}}"""u8.ToArray();
        long each = Measure(() => VendorClientCodec.Decode(frame).IsMessage.ShouldBeTrue());
        each.ShouldBeLessThanOrEqualTo(32);
    }

    [Fact]
    public void Encoding_a_pong_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var pong = new Pong { Id = "p1" };
        long each = Measure(() =>
        {
            output.ResetWrittenCount();
            VendorServerCodec.Encode(pong, output);
        });
        each.ShouldBe(0);
    }

    private static long Measure(Action frame)
    {
        frame();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Frames; i++)
        {
            frame();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Frames;
    }
}
