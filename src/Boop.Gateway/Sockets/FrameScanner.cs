using Boop.Protocol;

namespace Boop.Gateway.Sockets;

/// <summary>
/// Follows the frame headers of what a client sends, for two faults that .NET's WebSocket does not see in time:
/// a message whose announced length is over the limit though its bytes may never come, and a frame without a mask.
/// It looks at headers only, and stops looking at the first fault.
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

    /// <summary>Takes the next bytes; a close code where they break a rule, else 0.</summary>
    public int Scan(ReadOnlySpan<byte> bytes)
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
            int fault = TakeHeader();
            if (fault != 0)
            {
                _isOver = true;
                return fault;
            }
        }

        return 0;
    }

    private int HeaderSize()
    {
        int extended = (_header[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        return 2 + extended + ((_header[1] & MaskBit) != 0 ? 4 : 0);
    }

    private int TakeHeader()
    {
        bool isMasked = (_header[1] & MaskBit) != 0;
        bool isControl = (_header[0] & ControlBit) != 0;
        bool isFinal = (_header[0] & FinalBit) != 0;
        _payloadLeft = PayloadLength();
        _headerLength = 0;
        if (!isMasked)
            return CloseCode.ProtocolError;
        if (isControl)
            return 0;
        // A length with its highest bit set is broken framing, which the WebSocket itself answers.
        if (_payloadLeft <= long.MaxValue && _messageLength + _payloadLeft > (ulong)maxMessageBytes)
            return CloseCode.MessageTooBig;
        _messageLength = isFinal ? 0 : _messageLength + _payloadLeft;
        return 0;
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
