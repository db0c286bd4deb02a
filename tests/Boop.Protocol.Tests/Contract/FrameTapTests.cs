using System.Text;
using Boop.Testing;
using Boop.Testing.Contract;
using CsCheck;

namespace Boop.Protocol.Tests.Contract;

public sealed class FrameTapTests
{
    private static readonly string[] Messages = ["", "{}", new('x', 125), new('y', 126), new('z', 65_536), "käse"];

    private static readonly byte[] Connection =
    [
        .. "GET /ws/pvs HTTP/1.1\r\nHost: x\r\n\r\n"u8,
        .. Messages.SelectMany(message => FrameClient.Encode(FrameOpcode.Text, Wire.Bytes(message))),
        .. FrameClient.Encode(FrameOpcode.Text, "in three "u8, isFinal: false),
        .. FrameClient.Encode(FrameOpcode.Ping, "between"u8),
        .. FrameClient.Encode(FrameOpcode.Continuation, "parts, "u8, isFinal: false),
        .. FrameClient.Encode(FrameOpcode.Continuation, "unmasked"u8, isMasked: false),
        .. FrameClient.Encode(FrameOpcode.Binary, "no text"u8),
        .. FrameClient.Encode(FrameOpcode.Text, "the last"u8, isMasked: false),
        .. FrameClient.Encode(FrameOpcode.Close, [3, 232]),
    ];

    [Fact]
    public void A_tap_tells_each_text_message_whole_however_the_bytes_are_cut() =>
        Gen.Int[1, 20_000].Array[1, 30].Sample(
            cuts =>
            {
                List<string> told = [];
                FrameTap tap = new(message => told.Add(Encoding.UTF8.GetString(message)));
                int at = 0;
                for (int i = 0; at < Connection.Length; i++)
                {
                    int count = Math.Min(cuts[i % cuts.Length], Connection.Length - at);
                    tap.Read(Connection.AsSpan(at, count));
                    at += count;
                }

                return tap.FirstLine == "GET /ws/pvs HTTP/1.1" && told.SequenceEqual([.. Messages, "in three parts, unmasked", "the last"]);
            },
            iter: 200);
}
