using System.Buffers;
using Boop.Protocol.Vendor;

namespace Boop.Client;

/// <summary>Messages of a vendor, ready for the wire.</summary>
internal static class VendorFrames
{
    internal static ReadOnlyMemory<byte> Encode(VendorClientMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        VendorClientCodec.Encode(message, frame);
        return frame.WrittenMemory;
    }
}
