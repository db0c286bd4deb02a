using System.Buffers;
using System.Text;
using System.Text.Json;
using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;

namespace Boop.Protocol.Tests;

/// <summary>The four codecs on text, and a description by which two messages can be compared.</summary>
internal static class Wire
{
    internal static string Encode(VendorClientMessage message) => Encode(message, VendorClientCodec.Encode);

    internal static string Encode(VendorServerMessage message) => Encode(message, VendorServerCodec.Encode);

    internal static string Encode(ScannerClientMessage message) => Encode(message, ScannerClientCodec.Encode);

    internal static string Encode(ScannerServerMessage message) => Encode(message, ScannerServerCodec.Encode);

    internal static byte[] Bytes(string frame) => Encoding.UTF8.GetBytes(frame);

    /// <summary>Every public property of the message; written by the framework, not by the codec that is being tested.</summary>
    internal static string Describe(object message) => $"{message.GetType().Name} {JsonSerializer.Serialize(message)}";

    private static string Encode<TMessage>(TMessage message, Action<TMessage, IBufferWriter<byte>> encode)
    {
        var output = new ArrayBufferWriter<byte>();
        encode(message, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
