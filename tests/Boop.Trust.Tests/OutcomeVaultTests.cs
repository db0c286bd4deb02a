using System.Text;

namespace Boop.Trust.Tests;

public sealed class OutcomeVaultTests
{
    private static readonly byte[] Place = Binding.Of("outcomes", "ven_abc123", "ctx_1");
    private static readonly byte[] Sentinel = Encoding.UTF8.GetBytes("""{"email":"sentinel.ada@example.org"}""");

    private readonly OutcomeVault _vault = new(Rings.Of((1, 7)));

    [Fact]
    public void An_outcome_comes_back_with_both_of_its_halves()
    {
        var outcome = _vault.Seal(Sentinel, Place);
        _vault.Open(outcome.Sealed, outcome.WrappedKey, Place).ShouldBe(Sentinel);
        Encoding.Latin1.GetString([.. outcome.Sealed, .. outcome.WrappedKey]).ShouldNotContain("sentinel");
        outcome.ToString().ShouldBe("SealedOutcome { Sealed = System.Byte[], WrappedKey = System.Byte[] }");
    }

    [Fact]
    public void Without_its_own_wrapped_key_an_outcome_is_erased_even_for_who_holds_the_ring()
    {
        var outcome = _vault.Seal(Sentinel, Place);
        var sameValuesAndPlace = _vault.Seal(Sentinel, Place);
        Refused(outcome.Sealed, sameValuesAndPlace.WrappedKey, Place);
        Refused(outcome.Sealed, [], Place);
        Refused(outcome.Sealed, new byte[outcome.WrappedKey.Length], Place);
    }

    [Fact]
    public void One_changed_bit_in_either_half_is_refused()
    {
        var outcome = _vault.Seal(Sentinel, Place);
        for (var bit = 0; bit < 8 * outcome.Sealed.Length; bit++)
        {
            Refused(Flipped(outcome.Sealed, bit), outcome.WrappedKey, Place);
        }

        for (var bit = 0; bit < 8 * outcome.WrappedKey.Length; bit++)
        {
            Refused(outcome.Sealed, Flipped(outcome.WrappedKey, bit), Place);
        }
    }

    [Fact]
    public void Halves_cut_short_are_refused()
    {
        var outcome = _vault.Seal(Sentinel, Place);
        for (var length = 0; length < outcome.Sealed.Length; length++)
        {
            Refused(outcome.Sealed[..length], outcome.WrappedKey, Place);
        }

        for (var length = 0; length < outcome.WrappedKey.Length; length++)
        {
            Refused(outcome.Sealed, outcome.WrappedKey[..length], Place);
        }
    }

    [Fact]
    public void An_outcome_moved_to_another_context_is_refused_and_each_half_is_bound_by_itself()
    {
        var elsewhere = Binding.Of("outcomes", "ven_abc123", "ctx_2");
        var outcome = _vault.Seal(Sentinel, Place);
        // Even a wrapped key made anew for the other place does not move the values there.
        var wrapping = Rings.Of((1, 7)).Get(KeyPurpose.Outcomes, 1);
        var key = Envelope.Open(EnvelopeKind.WrappedKey, wrapping, outcome.WrappedKey, Place);
        _vault.Open(outcome.Sealed, Envelope.Seal(EnvelopeKind.WrappedKey, 1, wrapping, key, Place), Place).ShouldBe(Sentinel);
        Refused(outcome.Sealed, Envelope.Seal(EnvelopeKind.WrappedKey, 1, wrapping, key, elsewhere), elsewhere);
        Refused(outcome.Sealed, outcome.WrappedKey, elsewhere);
        Refused(_vault.Seal(Sentinel, elsewhere).Sealed, outcome.WrappedKey, elsewhere);
    }

    [Fact]
    public void What_was_sealed_as_one_kind_is_not_opened_as_another_even_under_the_same_key()
    {
        var asValue = Envelope.Seal(EnvelopeKind.Value, 1, Rings.Key(7), Sentinel, Place);
        Envelope.Open(EnvelopeKind.Value, Rings.Key(7), asValue, Place).ShouldBe(Sentinel);
        Should.Throw<SealedValueException>(() => Envelope.Open(EnvelopeKind.Outcome, Rings.Key(7), asValue, Place));
        Should.Throw<SealedValueException>(() => Envelope.Open(EnvelopeKind.WrappedKey, Rings.Key(7), asValue, Place));
    }

    [Fact]
    public void A_sealed_value_is_no_wrapped_key_and_a_half_is_not_the_other()
    {
        var ring = Rings.Of((1, 7));
        var outcome = _vault.Seal(Sentinel, Place);
        Refused(outcome.WrappedKey, outcome.Sealed, Place);
        Refused(outcome.Sealed, new ValueCipher(ring).Encrypt(new byte[32], Place), Place);
        Should.Throw<SealedValueException>(() => new ValueCipher(ring).Decrypt(outcome.WrappedKey, Place));
    }

    [Fact]
    public void An_old_master_key_still_unwraps_and_a_lost_or_foreign_one_does_not()
    {
        var outcome = _vault.Seal(Sentinel, Place);
        new OutcomeVault(Rings.Of((1, 7), (2, 8))).Open(outcome.Sealed, outcome.WrappedKey, Place).ShouldBe(Sentinel);
        Should.Throw<SealedValueException>(() => new OutcomeVault(Rings.Of((2, 7))).Open(outcome.Sealed, outcome.WrappedKey, Place));
        Should.Throw<SealedValueException>(() => new OutcomeVault(Rings.Of((1, 8))).Open(outcome.Sealed, outcome.WrappedKey, Place));
    }

    private void Refused(byte[] sealedBytes, byte[] wrappedKey, byte[] binding) =>
        Should.Throw<SealedValueException>(() => _vault.Open(sealedBytes, wrappedKey, binding)).ToString().ShouldNotContain("sentinel");

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
