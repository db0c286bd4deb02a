using System.Buffers.Binary;
using System.Text;

namespace Boop.Testing.Contract;

/// <summary>
/// Reads along in the bytes of one direction of one connection, and tells of each whole text message of the WebSocket in it.
/// It changes nothing and holds nothing back, so any relay of bytes can have one. Not thread-safe: one direction, one tap.
/// </summary>
/// <param name="onMessage">Gets each message's bytes, unmasked; they are its own to keep.</param>
public sealed class FrameTap(Action<byte[]> onMessage)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly List<byte> _message = [];
    private byte[] _unread = [];
    private bool _isInText;

    /// <summary>The first line of the HTTP head, such as <c>GET /ws/vendor HTTP/1.1</c>; null until the head has passed.</summary>
    public string? FirstLine { get; private set; }

    /// <summary>Reads the next bytes, in whatever pieces they come.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        _unread = [.. _unread, .. bytes];
        int consumed;
        while ((consumed = FirstLine is null ? ReadHead(_unread) : ReadFrame(_unread)) > 0)
            _unread = _unread[consumed..];
    }

    private int ReadHead(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf(HeadEnd);
        if (end < 0)
            return 0;
        FirstLine = Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)'\r')]);
        return end + HeadEnd.Length;
    }

    /// <summary>RFC 6455, section 5.2.</summary>
    private int ReadFrame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return 0;
        (int sizeLength, int maskLength) = ((bytes[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 }, bytes[1] >= 0x80 ? 4 : 0);
        int head = 2 + sizeLength + maskLength;
        if (bytes.Length < head)
            return 0;
        long length = sizeLength switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1] & 0x7F,
        };
        if (bytes.Length < head + length)
            return 0;
        Take(bytes[0], bytes.Slice(head, (int)length), bytes.Slice(head - maskLength, maskLength));
        return head + (int)length;
    }

    private void Take(byte first, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> mask)
    {
        if ((first & 0x70) != 0)
            throw new InvalidDataException("The connection is compressed: connect without an extension where frames are to be read.");
        var opcode = (FrameOpcode)(first & 0x0F);
        if (opcode is FrameOpcode.Text or FrameOpcode.Binary)
            _isInText = opcode == FrameOpcode.Text;

        // A ping may stand between the parts of a message.
        else if (opcode != FrameOpcode.Continuation)
            return;
        for (int i = 0; i < payload.Length; i++)
            _message.Add((byte)(mask.IsEmpty ? payload[i] : payload[i] ^ mask[i % mask.Length]));
        if ((first & 0x80) == 0)
            return;
        if (_isInText)
            onMessage([.. _message]);
        _message.Clear();
    }
}
