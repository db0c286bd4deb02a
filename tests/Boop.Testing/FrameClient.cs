using System.Buffers.Binary;
using System.Text;

namespace Boop.Testing;

/// <summary>
/// A client that speaks WebSocket frames by hand over any stream, so that a test can say what no proper client says
/// and see each frame as it comes. It answers nothing by itself.
/// </summary>
public class FrameClient(Stream wire) : IAsyncDisposable
{
    private static readonly byte[] Mask = [0x37, 0xFA, 0x21, 0x3D];

    /// <summary>The bytes of one frame as a client sends it.</summary>
    public static byte[] Encode(FrameOpcode opcode, ReadOnlySpan<byte> payload, bool isFinal = true, bool isMasked = true)
    {
        var bytes = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (int)opcode) };
        bytes.AddRange(Length(payload.Length, isMasked));
        if (isMasked)
            bytes.AddRange(Mask);
        for (int i = 0; i < payload.Length; i++)
            bytes.Add((byte)(isMasked ? payload[i] ^ Mask[i % Mask.Length] : payload[i]));
        return [.. bytes];
    }

    public static byte[] EncodeText(string text) => Encode(FrameOpcode.Text, Encoding.UTF8.GetBytes(text));

    public Task SendAsync(string text) => SendRawAsync(EncodeText(text));

    public Task SendCloseAsync(int code)
    {
        byte[] payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return SendRawAsync(Encode(FrameOpcode.Close, payload));
    }

    public Task SendRawAsync(ReadOnlyMemory<byte> bytes) => Cap.Within(wire.WriteAsync(bytes).AsTask(), "the client's bytes were taken");

    /// <summary>The next frame, whatever it is; null at the end of the stream.</summary>
    public Task<Frame?> TryReceiveAsync(string awaited) => Cap.Within(ReadFrameAsync(), awaited);

    /// <summary>The next frame, whatever it is.</summary>
    public async Task<Frame> ReceiveAsync(string awaited) =>
        await TryReceiveAsync(awaited) ?? throw new EndOfStreamException($"The stream ended instead: {awaited}.");

    /// <summary>The next frame as a text message.</summary>
    public async Task<string> ReceiveTextAsync() => (await ReceiveAsync("a message came")).Text;

    /// <summary>Waits for the close frame, skipping what comes before it, answers it, and waits for the end.</summary>
    public async Task<Frame> ReceiveCloseAsync()
    {
        Frame frame;
        do
        {
            frame = await ReceiveAsync("the close frame came");
        }
        while (frame.Opcode != FrameOpcode.Close);
        await SendCloseAsync(frame.CloseCode);
        return frame;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return wire.DisposeAsync();
    }

    private async Task<Frame?> ReadFrameAsync()
    {
        byte[] head = new byte[2];
        if (await wire.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false) < 2)
            return null;
        int length = head[1] & 0x7F;
        if (length == 126)
            length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
        else if (length == 127)
            length = (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8));
        return new Frame((FrameOpcode)(head[0] & 0x0F), await ReadAsync(length));
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        await wire.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static byte[] Length(int length, bool isMasked)
    {
        int bit = isMasked ? 0x80 : 0;
        if (length < 126)
            return [(byte)(bit | length)];
        if (length <= ushort.MaxValue)
            return [(byte)(bit | 126), (byte)(length >> 8), (byte)length];
        byte[] bytes = new byte[9];
        bytes[0] = (byte)(bit | 127);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), (ulong)length);
        return bytes;
    }
}
