using System.Buffers.Binary;
using System.Numerics;

namespace Boop.Palms;

/// <summary>
/// A stream of numbers that depends on its 32-byte seed alone (xoshiro256** by D. Blackman and S. Vigna), unlike
/// <see cref="Random"/>, whose seeded sequence is not promised between versions of .NET: enrolled synthetic palms outlive an upgrade.
/// </summary>
internal sealed class SeededStream
{
    private readonly ulong[] _state = new ulong[4];

    public SeededStream(ReadOnlySpan<byte> seed)
    {
        for (var i = 0; i < _state.Length; i++)
        {
            _state[i] = BinaryPrimitives.ReadUInt64LittleEndian(seed[(8 * i)..]);
        }
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        var shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }
}
