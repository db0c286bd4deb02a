using System.Text;
using CsCheck;

namespace Boop.Trust.Tests;

public sealed class ValueCipherTests
{
    private static readonly byte[] Place = Binding.Of("attributes", "per_1", "email");
    private static readonly byte[] Sentinel = Encoding.UTF8.GetBytes("sentinel.ada@example.org");

    private readonly ValueCipher _cipher = new(Rings.Of((1, 7)));

    [Fact]
    public void Every_value_comes_back_from_its_own_place() =>
        Gen.Select(Gen.Byte.Array[0, 2000], Gen.Byte.Array[0, 50]).Sample((plain, binding) =>
            _cipher.Decrypt(_cipher.Encrypt(plain, binding), binding).AsSpan().SequenceEqual(plain));

    [Fact]
    public void A_value_does_not_stand_in_what_is_stored_and_never_looks_the_same_twice()
    {
        string[] stored = [.. Enumerable.Range(0, 100).Select(_ => Encoding.Latin1.GetString(_cipher.Encrypt(Sentinel, Place)))];
        stored.ShouldBeUnique();
        stored.ShouldAllBe(bytes => !bytes.Contains("sentinel") && bytes.Length == Sentinel.Length + ValueCipher.Overhead);
        stored.Select(bytes => bytes[3..15]).ShouldBeUnique();
    }

    [Fact]
    public void One_changed_bit_anywhere_is_refused_without_a_word_of_the_content()
    {
        var stored = _cipher.Encrypt(Sentinel, Place);
        for (var bit = 0; bit < 8 * stored.Length; bit++)
        {
            var changed = stored.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<SealedValueException>(() => _cipher.Decrypt(changed, Place)).ToString().ShouldNotContain("sentinel");
        }
    }

    [Fact]
    public void Anything_cut_short_or_lengthened_is_refused()
    {
        var stored = _cipher.Encrypt(Sentinel, Place);
        for (var length = 0; length < stored.Length; length++)
        {
            Should.Throw<SealedValueException>(() => _cipher.Decrypt(stored.AsSpan(0, length), Place));
        }

        Should.Throw<SealedValueException>(() => _cipher.Decrypt([.. stored, 0], Place));
    }

    [Fact]
    public void A_value_moved_to_another_row_or_column_is_refused()
    {
        var stored = _cipher.Encrypt(Sentinel, Place);
        Should.Throw<SealedValueException>(() => _cipher.Decrypt(stored, Binding.Of("attributes", "per_2", "email")));
        Should.Throw<SealedValueException>(() => _cipher.Decrypt(stored, Binding.Of("attributes", "per_1", "phone")));
        Should.Throw<SealedValueException>(() => _cipher.Decrypt(stored, []));
    }

    [Fact]
    public void An_old_master_key_still_opens_and_a_lost_or_foreign_one_does_not()
    {
        var stored = _cipher.Encrypt(Sentinel, Place);
        new ValueCipher(Rings.Of((1, 7), (2, 8))).Decrypt(stored, Place).ShouldBe(Sentinel);
        Should.Throw<SealedValueException>(() => new ValueCipher(Rings.Of((2, 7))).Decrypt(stored, Place));
        Should.Throw<SealedValueException>(() => new ValueCipher(Rings.Of((1, 8))).Decrypt(stored, Place));
    }

    [Fact]
    public void What_is_new_is_sealed_under_the_newest_key()
    {
        var both = new ValueCipher(Rings.Of((1, 7), (2, 8))).Encrypt(Sentinel, Place);
        new ValueCipher(Rings.Of((2, 8))).Decrypt(both, Place).ShouldBe(Sentinel);
        Should.Throw<SealedValueException>(() => _cipher.Decrypt(both, Place));
    }

    [Fact]
    public void A_binding_keeps_its_parts_apart()
    {
        string[] bindings =
        [
            Convert.ToHexString(Binding.Of("ab", "c")), Convert.ToHexString(Binding.Of("a", "bc")), Convert.ToHexString(Binding.Of("abc")),
            Convert.ToHexString(Binding.Of("abc", "")), Convert.ToHexString(Binding.Of("", "abc")), Convert.ToHexString(Binding.Of()),
        ];
        bindings.ShouldBeUnique();
        Binding.Of("é", "x").ShouldBe([0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 1, (byte)'x']);
    }
}
