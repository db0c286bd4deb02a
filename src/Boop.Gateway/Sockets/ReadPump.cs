using System.Buffers;
using System.Net.WebSockets;
using Boop.Protocol;

namespace Boop.Gateway.Sockets;

/// <summary>
/// Reads messages until the peer closes or the wire dies; once the socket is closing it reads on and discards.
/// Holds memory of the pool only while a message is arriving. A read is always outstanding.
/// </summary>
internal sealed class ReadPump(WebSocket socket, ISocketControl control, MessageHandler handler)
{
    private const int FirstBuffer = 4_096;
    private const int GrowthFactor = 4;

    public async Task<ReadEnd> RunAsync()
    {
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult first = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                if (first.MessageType == WebSocketMessageType.Close)
                    return ReadEnd.Closed;
                if (first.MessageType == WebSocketMessageType.Binary)
                    control.Close(CloseOrder.Of(CloseCode.UnsupportedData));
                if (first.EndOfMessage)
                    Deliver([]);
                else if (await ReadMessageAsync())
                    return ReadEnd.Closed;
            }
        }
        catch (WebSocketException fault) when (fault.WebSocketErrorCode == WebSocketError.Faulted)
        {
            return ReadEnd.Broken;
        }
        catch (Exception fault) when (WireFaults.Includes(fault))
        {
            return ReadEnd.Gone;
        }
    }

    /// <summary>Reads what a zero-byte read announced. True where the peer's close frame came in place of the rest.</summary>
    private async ValueTask<bool> ReadMessageAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            int length = 0;
            while (true)
            {
                if (control.IsClosing)
                    length = 0;
                else if (length == SocketRules.MaxMessageBytes)
                    return await ReadLastAsync(buffer);
                else if (length == buffer.Length)
                    buffer = Grow(buffer);

                Memory<byte> room = buffer.AsMemory(0, Math.Min(buffer.Length, SocketRules.MaxMessageBytes))[length..];
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(room, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return true;
                length += part.Count;
                if (part.EndOfMessage)
                {
                    Deliver(buffer.AsSpan(0, length));
                    return false;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A message of the greatest size is full: whether it ends here, one more byte tells.</summary>
    private async ValueTask<bool> ReadLastAsync(byte[] full)
    {
        Memory<byte> extra = new byte[1];
        while (true)
        {
            ValueWebSocketReceiveResult last = await socket.ReceiveAsync(extra, CancellationToken.None);
            if (last.MessageType == WebSocketMessageType.Close)
                return true;
            if (last.Count > 0)
            {
                control.Close(CloseOrder.Of(CloseCode.MessageTooBig));
                extra = full;
            }

            if (last.EndOfMessage)
            {
                Deliver(full.AsSpan(0, SocketRules.MaxMessageBytes));
                return false;
            }
        }
    }

    private void Deliver(ReadOnlySpan<byte> message)
    {
        if (!control.IsClosing)
            handler(message);
    }

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * GrowthFactor, SocketRules.MaxMessageBytes));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
