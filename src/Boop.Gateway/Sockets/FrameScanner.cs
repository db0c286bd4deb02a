namespace Boop.Gateway.Sockets;

/// <summary>
/// Follows the frame headers of what a client sends, for the fault that .NET's WebSocket does not see in time:
/// a message whose announced length is over the limit though its bytes may never come.
/// It looks at headers only, and stops looking at the first fault. Broken framing is the WebSocket's own business.
/// </summary>
internal sealed class FrameScanner(int maxMessageBytes)
{
    private const int LongestHeader = 14;
    private const byte FinalBit = 0x80;
    private const byte MaskBit = 0x80;
    private const byte ControlBit = 0x08;

    private readonly byte[] _header = new byte[LongestHeader];
    private int _headerLength;
    private ulong _payloadLeft;
    private ulong _messageLength;
    private bool _isOver;

    /// <summary>Takes the next bytes; false where they announce a message over the limit.</summary>
    public bool Scan(ReadOnlySpan<byte> bytes)
    {
        while (!_isOver && !bytes.IsEmpty)
        {
            if (_payloadLeft > 0)
            {
                int skipped = (int)Math.Min(_payloadLeft, (ulong)bytes.Length);
                bytes = bytes[skipped..];
                _payloadLeft -= (ulong)skipped;
                continue;
            }

            _header[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength < 2 || _headerLength < HeaderSize())
                continue;
            _isOver = !TakeHeader();
        }

        return !_isOver;
    }

    private int HeaderSize()
    {
        int extended = (_header[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        return 2 + extended + ((_header[1] & MaskBit) != 0 ? 4 : 0);
    }

    private bool TakeHeader()
    {
        bool isControl = (_header[0] & ControlBit) != 0;
        bool isFinal = (_header[0] & FinalBit) != 0;
        _payloadLeft = PayloadLength();
        _headerLength = 0;
        if (isControl)
            return true;
        _messageLength += Math.Min(_payloadLeft, (ulong)maxMessageBytes + 1);
        if (_messageLength > (ulong)maxMessageBytes)
            return false;
        if (isFinal)
            _messageLength = 0;
        return true;
    }

    private ulong PayloadLength()
    {
        int length = _header[1] & 0x7F;
        if (length < 126)
            return (ulong)length;
        int bytes = length == 126 ? 2 : 8;
        ulong value = 0;
        for (int i = 0; i < bytes; i++)
            value = (value << 8) | _header[2 + i];
        return value;
    }
}
