using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Boop.Trust;

/// <summary>
/// The one form of everything sealed: kind (1 byte), master key's id (2, big-endian; 0 where the key is the value's own),
/// random nonce (12), AES-256-GCM ciphertext, tag (16). Kind, id and binding are authenticated with it.
/// </summary>
internal static class Envelope
{
    public const int Overhead = HeaderLength + NonceLength + TagLength;

    private const int HeaderLength = 1 + sizeof(ushort);
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(EnvelopeKind kind, ushort keyId, ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> binding)
    {
        var sealedBytes = new byte[Overhead + plain.Length];
        sealedBytes[0] = (byte)kind;
        BinaryPrimitives.WriteUInt16BigEndian(sealedBytes.AsSpan(1), keyId);
        var nonce = sealedBytes.AsSpan(HeaderLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);

        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(
            nonce,
            plain,
            sealedBytes.AsSpan(HeaderLength + NonceLength, plain.Length),
            sealedBytes.AsSpan(^TagLength..),
            [.. sealedBytes.AsSpan(0, HeaderLength), .. binding]);
        return sealedBytes;
    }

    /// <summary>The id of the master key that an envelope of this kind was sealed under.</summary>
    public static ushort KeyIdOf(EnvelopeKind kind, ReadOnlySpan<byte> sealedBytes) =>
        sealedBytes.Length >= Overhead && sealedBytes[0] == (byte)kind
            ? BinaryPrimitives.ReadUInt16BigEndian(sealedBytes[1..])
            : throw new SealedValueException();

    public static byte[] Open(EnvelopeKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> binding)
    {
        _ = KeyIdOf(kind, sealedBytes);
        var plain = new byte[sealedBytes.Length - Overhead];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(
                sealedBytes.Slice(HeaderLength, NonceLength),
                sealedBytes[(HeaderLength + NonceLength)..^TagLength],
                sealedBytes[^TagLength..],
                plain,
                [.. sealedBytes[..HeaderLength], .. binding]);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealedValueException();
        }
    }
}
