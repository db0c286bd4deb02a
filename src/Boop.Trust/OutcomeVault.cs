using System.Security.Cryptography;

namespace Boop.Trust;

/// <summary>
/// Seals each outcome's values under a fresh key of their own, which is kept wrapped under the ring. Once the wrapped key is
/// destroyed nothing opens the values any more, in no copy and no backup that has only them, not even with the ring.
/// </summary>
public sealed class OutcomeVault
{
    private readonly KeyRing _ring;

    public OutcomeVault(KeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _ring = ring;
    }

    /// <param name="plain">The outcome's values.</param>
    /// <param name="binding">The outcome they belong to, see <see cref="Binding.Of"/>.</param>
    public SealedOutcome Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> binding)
    {
        Span<byte> key = stackalloc byte[KeyRing.KeyByteLength];
        RandomNumberGenerator.Fill(key);
        try
        {
            return new SealedOutcome(
                Envelope.Seal(EnvelopeKind.Outcome, 0, key, plain, binding),
                Envelope.Seal(EnvelopeKind.WrappedKey, _ring.NewestId, _ring.Get(KeyPurpose.Outcomes, _ring.NewestId), key, binding));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="SealedValueException">Either was changed, belongs to another outcome, or the ring has lost its key.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> wrappedKey, ReadOnlySpan<byte> binding)
    {
        if (!_ring.TryGet(KeyPurpose.Outcomes, Envelope.KeyIdOf(EnvelopeKind.WrappedKey, wrappedKey), out var wrappingKey))
        {
            throw new SealedValueException();
        }

        var key = Envelope.Open(EnvelopeKind.WrappedKey, wrappingKey, wrappedKey, binding);
        try
        {
            return Envelope.Open(EnvelopeKind.Outcome, key, sealedBytes, binding);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
