using System.Security.Cryptography;

namespace Boop.Trust;

/// <summary>
/// What a vendor knows a person by: always the same for one person at one vendor, and without the key ring nothing tells which ids
/// of two vendors are one person.
/// </summary>
public sealed class UserIds
{
    public const string Prefix = "usr_";

    private const int KeptBytes = 20;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly KeyRing _ring;

    public UserIds(KeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _ring = ring;
    }

    /// <summary><see cref="Prefix"/> and 32 letters and digits: 160 bits of HMAC-SHA-256 over both ids, each behind its length.</summary>
    public string Derive(string vendorId, string personId)
    {
        ArgumentException.ThrowIfNullOrEmpty(vendorId);
        ArgumentException.ThrowIfNullOrEmpty(personId);

        // The oldest key, not the newest: a new master key must not make everybody a stranger.
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_ring.Get(KeyPurpose.UserIds, _ring.OldestId), Binding.Of(vendorId, personId), hash);
        return Prefix + Encode(hash[..KeptBytes]);
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[bytes.Length * 8 / 5];
        for (var i = 0; i < letters.Length; i++)
        {
            var value = 0;
            for (var bit = 5 * i; bit < 5 * (i + 1); bit++)
            {
                value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
            }

            letters[i] = Base32[value];
        }

        return new string(letters);
    }
}
