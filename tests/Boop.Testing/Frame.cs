using System.Buffers.Binary;
using System.Text;

namespace Boop.Testing;

/// <summary>One WebSocket frame from the server.</summary>
public sealed record Frame(FrameOpcode Opcode, byte[] Payload)
{
    public string Text => Opcode == FrameOpcode.Text ? Encoding.UTF8.GetString(Payload) : throw Not("a text frame");

    public int CloseCode => Opcode == FrameOpcode.Close ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : throw Not("a close frame");

    public string CloseReason => Opcode == FrameOpcode.Close ? Encoding.UTF8.GetString(Payload.AsSpan(2)) : throw Not("a close frame");

    public override string ToString() => Opcode switch
    {
        FrameOpcode.Text => Text,
        FrameOpcode.Close => $"close {CloseCode} {CloseReason}",
        _ => Opcode.ToString(),
    };

    private InvalidOperationException Not(string wanted) => new($"Not {wanted}: {this}");
}
