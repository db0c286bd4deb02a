using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>Puts a client's messages together from its bytes, as strictly as the network does. After a violation it reads no more.</summary>
internal sealed class MessageReader
{
    private const int MaskLength = 4;
    private const int LongestControl = 125;

    private readonly List<byte> _bytes = [];
    private readonly List<byte> _message = [];
    private Opcode? _begun;

    /// <summary>The close code that the client has earned by breaking the framing; null while it has not.</summary>
    internal int? Violation { get; private set; }

    internal void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>The next whole message; null where more bytes are needed, or where <see cref="Violation"/> ended it.</summary>
    internal WireMessage? Next()
    {
        while (Violation is null && TryTakeFrame(out bool isFinal, out Opcode opcode, out byte[] payload))
        {
            if (opcode >= Opcode.Close)
            {
                return new WireMessage(opcode, payload);
            }

            if ((opcode is Opcode.Continuation) != (_begun is not null))
            {
                Violation = CloseCode.ProtocolError;
                return null;
            }

            _begun ??= opcode;
            _message.AddRange(payload);
            if (isFinal)
            {
                return Finish(_begun.Value);
            }
        }

        return null;
    }

    private WireMessage? Finish(Opcode opcode)
    {
        byte[] payload = [.. _message];
        _message.Clear();
        _begun = null;
        if (opcode is Opcode.Text && !Utf8.IsValid(payload))
        {
            Violation = CloseCode.InvalidPayload;
            return null;
        }

        return new WireMessage(opcode, payload);
    }

    private bool TryTakeFrame(out bool isFinal, out Opcode opcode, out byte[] payload)
    {
        (isFinal, opcode, payload) = (false, default, []);
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(_bytes);
        if (bytes.Length < 2)
        {
            return false;
        }

        isFinal = (bytes[0] & 0x80) != 0;
        opcode = (Opcode)(bytes[0] & 0x0F);
        bool isControl = opcode >= Opcode.Close;
        bool isMasked = (bytes[1] & 0x80) != 0;
        int length = bytes[1] & 0x7F;
        if ((bytes[0] & 0x70) != 0 || !isMasked || !Enum.IsDefined(opcode) || (isControl && (!isFinal || length > LongestControl)))
        {
            Violation = CloseCode.ProtocolError;
            return false;
        }

        int head = 2;
        if (length > LongestControl)
        {
            int width = length == LongestControl + 1 ? sizeof(ushort) : sizeof(ulong);
            if (bytes.Length < head + width)
            {
                return false;
            }

            ulong longer = width == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16BigEndian(bytes[head..])
                : BinaryPrimitives.ReadUInt64BigEndian(bytes[head..]);
            length = (int)Math.Min(longer, int.MaxValue / 2);
            head += width;
        }

        if (!isControl && _message.Count + length > ProtocolLimits.MaxMessageBytes)
        {
            Violation = CloseCode.MessageTooBig;
            return false;
        }

        if (bytes.Length < head + MaskLength + length)
        {
            return false;
        }

        ReadOnlySpan<byte> mask = bytes.Slice(head, MaskLength);
        payload = bytes.Slice(head + MaskLength, length).ToArray();
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i % MaskLength];
        }

        _bytes.RemoveRange(0, head + MaskLength + length);
        return true;
    }
}
