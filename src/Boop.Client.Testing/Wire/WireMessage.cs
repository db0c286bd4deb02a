using System.Buffers.Binary;
using System.Text;

namespace Boop.Client.Testing;

/// <summary>A whole WebSocket message, or a control frame.</summary>
internal readonly record struct WireMessage(Opcode Opcode, byte[] Payload)
{
    private const int LongestShort = 125;
    private const byte TwoBytes = 126;
    private const byte EightBytes = 127;
    private const byte Final = 0x80;

    internal static WireMessage Text(ReadOnlyMemory<byte> text) => new(Opcode.Text, text.ToArray());

    internal static WireMessage Close(int code, string reason)
    {
        byte[] payload = new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetBytes(reason, payload.AsSpan(2));
        return new WireMessage(Opcode.Close, payload);
    }

    /// <summary>The code of a close frame; null where it has none.</summary>
    internal int? CloseCode => Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : null;

    internal string CloseReason => Payload.Length > 2 ? Encoding.UTF8.GetString(Payload.AsSpan(2)) : "";

    /// <summary>The bytes as a server sends them: one frame, unmasked.</summary>
    internal byte[] ToBytes()
    {
        var bytes = new List<byte> { (byte)(Final | (int)Opcode) };
        if (Payload.Length <= LongestShort)
        {
            bytes.Add((byte)Payload.Length);
        }
        else if (Payload.Length <= ushort.MaxValue)
        {
            bytes.AddRange([TwoBytes, (byte)(Payload.Length >> 8), (byte)Payload.Length]);
        }
        else
        {
            byte[] length = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(length, Payload.Length);
            bytes.AddRange([EightBytes, .. length]);
        }

        bytes.AddRange(Payload);
        return [.. bytes];
    }
}
