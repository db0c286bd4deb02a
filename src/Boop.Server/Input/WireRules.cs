using System.Buffers;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Server.Input;

/// <summary>What the wire takes, asked of the wire's own codec: what is stored must pass wherever it is sent.</summary>
internal static class WireRules
{
    /// <summary>Whether this is a currency's code.</summary>
    public static bool IsCurrency(string text) => Takes(new ContextRequirements(ContextType.Payment) { Amount = 1, Currency = text });

    /// <summary>Whether a scanner may show this text.</summary>
    public static bool IsDisplayable(string text) => Takes(new ContextRequirements(ContextType.Payment) { Amount = 1, Description = text });

    private static bool Takes(ContextRequirements requirements)
    {
        ArrayBufferWriter<byte> frame = new();
        VendorClientCodec.Encode(new CreateContext("probe", requirements), frame);
        return VendorClientCodec.Decode(frame.WrittenSpan).IsMessage;
    }
}
