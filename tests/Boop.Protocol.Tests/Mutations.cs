using CsCheck;

namespace Boop.Protocol.Tests;

/// <summary>Frames of which a few bytes are changed, left out, doubled, or taken from another frame.</summary>
internal static class Mutations
{
    internal static Gen<byte[]> Of(byte[][] frames) =>
        Gen.Select(Gen.OneOf(frames), Gen.OneOf(frames), Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4_000], Gen.Byte).Array[1, 4])
            .Select((frame, other, changes) => changes.Aggregate(frame, (bytes, change) => Change(bytes, other, change)));

    private static byte[] Change(byte[] frame, byte[] other, (int Kind, int At, byte Value) change)
    {
        int at = change.At % (frame.Length + 1);
        byte[] head = frame[..at];
        byte[] tail = frame[at..];
        byte[] rest = tail.Length > 0 ? tail[1..] : tail;
        return change.Kind switch
        {
            0 => [.. head, change.Value, .. rest],
            1 => [.. head, .. rest],
            2 => [.. head, change.Value, .. tail],
            3 => [.. head, (byte)"\"\\{}[],:u0d8"[change.Value % 12], .. tail],
            4 => [.. head, .. head[(at / 2)..], .. tail],
            _ => [.. head, .. other[(change.At % (other.Length + 1))..]],
        };
    }
}
