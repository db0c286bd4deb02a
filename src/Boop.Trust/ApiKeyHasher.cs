using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Boop.Trust;

/// <summary>
/// Keeps API keys as HMAC-SHA-256 under the server's secret, so that the store alone does not even let one test a guess.
/// Invariant: the work of a check depends on the ring and the presented key alone, never on whether the vendor exists, has
/// keys, or which of them fits: one hash per master key, and comparisons in whole rounds of <see cref="Round"/>, in fixed time,
/// against dummies where there is no stored hash.
/// </summary>
public sealed class ApiKeyHasher
{
    /// <summary>
    /// How many stored hashes one round of comparisons takes; up to so many keys of one vendor cannot be told apart by time.
    /// </summary>
    public const int Round = 8;

    /// <summary>A stored hash: the master key's id, big-endian, and the HMAC.</summary>
    public const int HashByteLength = IdByteLength + HMACSHA256.HashSizeInBytes;

    private const int IdByteLength = sizeof(ushort);

    private readonly KeyRing _ring;
    private readonly HashFunction _hash;
    private readonly Comparison _equal;

    // Random and kept nowhere: nothing that can be presented has this hash.
    private readonly byte[] _dummy = RandomNumberGenerator.GetBytes(HashByteLength);

    public ApiKeyHasher(KeyRing ring)
        : this(ring, HMACSHA256.HashData, CryptographicOperations.FixedTimeEquals)
    {
    }

    internal ApiKeyHasher(KeyRing ring, HashFunction hash, Comparison equal)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _ring = ring;
        _hash = hash;
        _equal = equal;
    }

    internal delegate int HashFunction(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> destination);

    internal delegate bool Comparison(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

    /// <summary>What to keep of a key, <see cref="HashByteLength"/> bytes.</summary>
    public byte[] Hash(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var hash = new byte[HashByteLength];
        HashUnder(_ring.NewestId, Encoding.UTF8.GetBytes(key), hash);
        return hash;
    }

    /// <summary>Whether this is the key of the stored hash; null stands for a vendor that is unknown.</summary>
    public bool Verify(string presented, byte[]? stored) => Find(presented, stored is null ? [] : [stored]) >= 0;

    /// <summary>
    /// Which of a vendor's stored hashes the key has, or -1. Give no hashes for a vendor that is unknown; do not skip the call.
    /// </summary>
    public int Find(string presented, IReadOnlyList<byte[]> stored)
    {
        ArgumentNullException.ThrowIfNull(presented);
        ArgumentNullException.ThrowIfNull(stored);

        var hashes = HashUnderEveryKey(Encoding.UTF8.GetBytes(presented));
        var found = -1;
        for (var slot = 0; slot == 0 || slot % Round != 0 || slot < stored.Count; slot++)
        {
            var isStored = slot < stored.Count && stored[slot].Length == HashByteLength;
            var kept = isStored ? stored[slot] : _dummy;
            var equal = _equal(HashOfSameKey(hashes, kept), kept);
            found = equal & isStored ? slot : found;
        }

        return found;
    }

    /// <summary>
    /// The presented key's hash under the master key that made the kept one; any other if the ring has lost it, which cannot be equal.
    /// </summary>
    private static byte[] HashOfSameKey(byte[][] hashes, byte[] kept)
    {
        var chosen = hashes[^1];
        foreach (var hash in hashes)
        {
            chosen = hash.AsSpan(0, IdByteLength).SequenceEqual(kept.AsSpan(0, IdByteLength)) ? hash : chosen;
        }

        return chosen;
    }

    private byte[][] HashUnderEveryKey(byte[] key)
    {
        var hashes = new byte[_ring.Count][];
        var next = 0;
        foreach (var id in _ring.Ids)
        {
            var hash = new byte[HashByteLength];
            HashUnder(id, key, hash);
            hashes[next++] = hash;
        }

        return hashes;
    }

    private void HashUnder(ushort id, byte[] key, byte[] destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, id);
        _hash(_ring.Get(KeyPurpose.ApiKeys, id), key, destination.AsSpan(IdByteLength));
    }
}
