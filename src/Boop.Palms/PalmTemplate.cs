using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Boop.Palms;

/// <summary>
/// What is kept of a palm: for each cell of a 32×32 grid the dominant orientation of the pattern there, and whether the cell was seen.
/// <para>
/// The wire and storage form has <see cref="ByteLength"/> bytes: the version byte, then plane 0, plane 1, plane 2 and the mask,
/// 128 bytes each. In each plane the cell at (row, column) is bit <c>i mod 8</c>, least significant first, of byte <c>i div 8</c>,
/// where <c>i = 32·row + column</c>. Plane 0 holds the least significant bit of the cell's code, plane 2 the most significant.
/// </para>
/// <para>
/// The six orientations 0°, 30°, … 150° have the codes 000, 001, 011, 111, 110, 100 (plane 2 first), so that the Hamming distance of
/// two codes is the angle between them in steps of 30°, around the circle: the competitive code of A. W. K. Kong and D. Zhang,
/// "Competitive coding scheme for palmprint verification", ICPR 2004. 010 and 101 are no codes.
/// </para>
/// Invariant: cells outside the mask are 000, so that equal templates have equal bytes. Immutable. It never prints its content.
/// </summary>
public sealed class PalmTemplate
{
    public const byte Version = 1;
    public const int Side = 32;
    public const int CellCount = Side * Side;
    public const int PlaneByteLength = CellCount / 8;
    public const int ByteLength = 1 + (4 * PlaneByteLength);

    /// <summary>The fewest cells that a template must have seen; with fewer, chance agreement comes too near to a match.</summary>
    public const int MinimumUsableCells = 640;

    internal const int PlaneWords = CellCount / 64;

    private readonly ulong[] _words;

    private PalmTemplate(ulong[] words)
    {
        _words = words;
        UsableCells = CountBits(Mask);
    }

    /// <summary>How many cells were seen.</summary>
    public int UsableCells { get; }

    internal ReadOnlySpan<ulong> Codes => _words.AsSpan(0, 3 * PlaneWords);

    internal ReadOnlySpan<ulong> Mask => _words.AsSpan(3 * PlaneWords, PlaneWords);

    /// <summary>
    /// Reads the form described above. Refused: another length or version, a cell under the mask whose code is 010 or 101,
    /// fewer than <see cref="MinimumUsableCells"/> cells under the mask. What stands outside the mask is ignored and not kept.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PalmTemplate? template)
    {
        template = null;
        if (bytes.Length != ByteLength || bytes[0] != Version)
        {
            return false;
        }

        var words = new ulong[4 * PlaneWords];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(1 + (8 * i))..]);
        }

        return TryAccept(words, out template);
    }

    /// <summary>Writes the form that <see cref="TryParse"/> reads.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[ByteLength];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>
    /// Writes the form that <see cref="TryParse"/> reads to the first <see cref="ByteLength"/> bytes of <paramref name="destination"/>.
    /// </summary>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
        {
            throw new ArgumentException($"A palm template needs {ByteLength} bytes.", nameof(destination));
        }

        destination[0] = Version;
        for (var i = 0; i < _words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(1 + (8 * i))..], _words[i]);
        }
    }

    /// <summary>Builds a template from one orientation, 0…5, for each cell, row by row, and whether the cell was seen.</summary>
    internal static PalmTemplate FromOrientations(ReadOnlySpan<byte> orientations, ReadOnlySpan<bool> seen)
    {
        ReadOnlySpan<byte> codes = [0b000, 0b001, 0b011, 0b111, 0b110, 0b100];
        var words = new ulong[4 * PlaneWords];
        for (var cell = 0; cell < CellCount; cell++)
        {
            var code = (ulong)codes[orientations[cell]];
            var (word, bit) = (cell / 64, cell % 64);
            for (var plane = 0; plane < 3; plane++)
            {
                words[(plane * PlaneWords) + word] |= ((code >> plane) & 1) << bit;
            }

            words[(3 * PlaneWords) + word] |= (seen[cell] ? 1UL : 0UL) << bit;
        }

        return TryAccept(words, out var template)
            ? template
            : throw new ArgumentException($"A palm template needs {MinimumUsableCells} cells that were seen.", nameof(seen));
    }

    private static bool TryAccept(ulong[] words, [NotNullWhen(true)] out PalmTemplate? template)
    {
        template = null;
        for (var i = 0; i < PlaneWords; i++)
        {
            ref var low = ref words[i];
            ref var middle = ref words[PlaneWords + i];
            ref var high = ref words[(2 * PlaneWords) + i];
            var mask = words[(3 * PlaneWords) + i];

            // 010 and 101 are exactly the codes whose middle bit differs from both others.
            if (((middle ^ low) & (middle ^ high) & mask) != 0)
            {
                return false;
            }

            low &= mask;
            middle &= mask;
            high &= mask;
        }

        if (CountBits(words.AsSpan(3 * PlaneWords)) < MinimumUsableCells)
        {
            return false;
        }

        template = new PalmTemplate(words);
        return true;
    }

    private static int CountBits(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}
