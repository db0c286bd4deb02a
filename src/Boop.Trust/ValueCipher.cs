namespace Boop.Trust;

/// <summary>
/// Seals single values (attributes, templates) for the store under the newest master key. Random 96-bit nonces: one master key is good
/// for 2³² values.
/// </summary>
public sealed class ValueCipher
{
    /// <summary>How many bytes longer a value is when sealed.</summary>
    public const int Overhead = Envelope.Overhead;

    private readonly KeyRing _ring;

    public ValueCipher(KeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _ring = ring;
    }

    /// <param name="plain">The value.</param>
    /// <param name="binding">The place it belongs to, see <see cref="Binding.Of"/>.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> binding) =>
        Envelope.Seal(EnvelopeKind.Value, _ring.NewestId, _ring.Get(KeyPurpose.Values, _ring.NewestId), plain, binding);

    /// <exception cref="SealedValueException">It was changed, belongs elsewhere, or the ring has lost its key.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> binding) =>
        _ring.TryGet(KeyPurpose.Values, Envelope.KeyIdOf(EnvelopeKind.Value, sealedBytes), out var key)
            ? Envelope.Open(EnvelopeKind.Value, key, sealedBytes, binding)
            : throw new SealedValueException();
}
