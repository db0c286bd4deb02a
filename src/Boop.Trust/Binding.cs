using System.Buffers.Binary;
using System.Text;

namespace Boop.Trust;

/// <summary>
/// Names the one place that a sealed value belongs to, such as table, row and column: opened anywhere else it is refused, so that
/// who can write to the store still cannot move one person's value to another. Also keeps ("ab", "c") and ("a", "bc") apart.
/// </summary>
public static class Binding
{
    // A lone surrogate would become a question mark, and two different names one.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Each part as UTF-8 behind its length in bytes (32 bits, big-endian).</summary>
    public static byte[] Of(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += sizeof(uint) + StrictUtf8.GetByteCount(part);
        }

        var binding = new byte[length];
        var rest = binding.AsSpan();
        foreach (var part in parts)
        {
            var written = StrictUtf8.GetBytes(part, rest[sizeof(uint)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, written);
            rest = rest[(sizeof(uint) + written)..];
        }

        return binding;
    }
}
