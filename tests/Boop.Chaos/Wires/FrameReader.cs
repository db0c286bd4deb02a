using System.Buffers.Binary;
using System.Text;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Wires;

/// <summary>One direction of a connection: the HTTP head, and then WebSocket messages, as their bytes go by.</summary>
internal sealed class FrameReader
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly List<byte> _message = [];
    private byte[] _held = [];
    private WireOpcode _opcode;
    private bool _isPastHead;

    /// <summary>The first line of the HTTP head; null until it is whole.</summary>
    public string? FirstLine { get; private set; }

    /// <summary>The messages that these bytes complete.</summary>
    public IReadOnlyList<WireMessage> Read(ReadOnlySpan<byte> bytes)
    {
        _held = [.. _held, .. bytes];
        int at = 0;
        if (!_isPastHead && !TrySkipHead(out at))
            return [];
        List<WireMessage> messages = [];
        while (TryReadFrame(_held.AsSpan(at), out int length, messages))
            at += length;
        _held = _held[at..];
        return messages;
    }

    private bool TrySkipHead(out int at)
    {
        at = _held.AsSpan().IndexOf(EndOfHead);
        if (at < 0)
            return false;
        at += EndOfHead.Length;
        _isPastHead = true;
        string head = Encoding.ASCII.GetString(_held, 0, at);
        FirstLine = head[..head.IndexOf('\r', StringComparison.Ordinal)];
        return true;
    }

    private bool TryReadFrame(ReadOnlySpan<byte> bytes, out int length, List<WireMessage> messages)
    {
        length = 0;
        if (bytes.Length < 2)
            return false;
        int head = 2;
        long payload = bytes[1] & 0x7F;
        if (payload == 126)
        {
            if (bytes.Length < 4)
                return false;
            payload = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            head = 4;
        }
        else if (payload == 127)
        {
            if (bytes.Length < 10)
                return false;
            payload = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
            head = 10;
        }

        bool isMasked = (bytes[1] & 0x80) != 0;
        int start = head + (isMasked ? 4 : 0);
        if (payload > int.MaxValue - start || bytes.Length < start + payload)
            return false;
        length = start + (int)payload;
        byte[] content = bytes[start..length].ToArray();
        for (int i = 0; isMasked && i < content.Length; i++)
            content[i] ^= bytes[head + (i % 4)];
        Take(bytes[0], content, messages);
        return true;
    }

    private void Take(byte first, byte[] content, List<WireMessage> messages)
    {
        int opcode = first & 0x0F;
        if (opcode >= (int)WireOpcode.Close)
        {
            messages.Add(new WireMessage((WireOpcode)opcode, content));
            return;
        }

        if (opcode != 0)
            _opcode = (WireOpcode)opcode;
        _message.AddRange(content);
        if ((first & 0x80) == 0)
            return;
        messages.Add(new WireMessage(_opcode, _message.ToArray()));
        _message.Clear();
    }
}
