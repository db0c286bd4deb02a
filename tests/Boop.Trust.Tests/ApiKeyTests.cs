using System.Security.Cryptography;

namespace Boop.Trust.Tests;

public sealed class ApiKeyTests
{
    private const string Key = "sk_live_xyz789";

    private readonly ApiKeyHasher _hasher = new(Rings.Of((1, 7)));

    [Fact]
    public void A_key_is_verified_by_its_own_hash_and_by_no_other()
    {
        _hasher.Verify(Key, _hasher.Hash(Key)).ShouldBeTrue();
        _hasher.Verify(Key + "0", _hasher.Hash(Key)).ShouldBeFalse();
        _hasher.Verify("", _hasher.Hash(Key)).ShouldBeFalse();
        _hasher.Verify(Key, _hasher.Hash("sk_live_other")).ShouldBeFalse();
        _hasher.Verify(Key, null).ShouldBeFalse();
    }

    [Fact]
    public void A_hash_under_another_ring_is_worth_nothing() =>
        new ApiKeyHasher(Rings.Of((1, 8))).Verify(Key, _hasher.Hash(Key)).ShouldBeFalse();

    [Fact]
    public void A_changed_or_shortened_hash_verifies_nothing()
    {
        var hash = _hasher.Hash(Key);
        for (var i = 0; i < hash.Length; i++)
        {
            var changed = hash.ToArray();
            changed[i] ^= 1;
            _hasher.Verify(Key, changed).ShouldBeFalse();
        }

        _hasher.Verify(Key, hash[..^1]).ShouldBeFalse();
        _hasher.Verify(Key, []).ShouldBeFalse();
    }

    [Fact]
    public void Among_several_hashes_the_one_that_fits_is_found()
    {
        byte[][] stored = [.. Enumerable.Range(0, 20).Select(i => _hasher.Hash($"key {i}"))];
        for (var i = 0; i < stored.Length; i++)
        {
            _hasher.Find($"key {i}", stored).ShouldBe(i);
        }

        _hasher.Find("key 20", stored).ShouldBe(-1);
        _hasher.Find("key 0", []).ShouldBe(-1);
    }

    [Fact]
    public void A_hash_made_before_a_new_master_key_still_verifies_while_the_ring_has_the_old_one()
    {
        var old = _hasher.Hash(Key);
        new ApiKeyHasher(Rings.Of((1, 7), (2, 8))).Verify(Key, old).ShouldBeTrue();
        new ApiKeyHasher(Rings.Of((2, 8))).Verify(Key, old).ShouldBeFalse();
        new ApiKeyHasher(Rings.Of((1, 7), (2, 8))).Hash(Key).ShouldNotBe(old);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Unknown_vendor_wrong_key_and_right_key_are_the_same_work(int masterKeys)
    {
        var ring = Rings.Of([.. Enumerable.Range(1, masterKeys).Select(id => ((ushort)id, (byte)id))]);
        var (hashes, comparisons) = (0, 0);
        var counting = new ApiKeyHasher(ring, CountedHash, CountedComparison);
        var stored = counting.Hash(Key);

        Work(() => counting.Verify(Key, null)).ShouldBe((false, masterKeys, ApiKeyHasher.Round));
        Work(() => counting.Verify("sk_live_wrong", stored)).ShouldBe((false, masterKeys, ApiKeyHasher.Round));
        Work(() => counting.Verify(Key, stored)).ShouldBe((true, masterKeys, ApiKeyHasher.Round));
        Work(() => counting.Verify(Key, stored[..5])).ShouldBe((false, masterKeys, ApiKeyHasher.Round));
        Work(() => counting.Find(Key, [.. Enumerable.Repeat(stored, ApiKeyHasher.Round)]) >= 0)
            .ShouldBe((true, masterKeys, ApiKeyHasher.Round));
        Work(() => counting.Find(Key, [.. Enumerable.Repeat(stored, ApiKeyHasher.Round + 1)]) >= 0)
            .ShouldBe((true, masterKeys, 2 * ApiKeyHasher.Round));

        (bool Answer, int Hashes, int Comparisons) Work(Func<bool> check)
        {
            (hashes, comparisons) = (0, 0);
            var answer = check();
            return (answer, hashes, comparisons);
        }

        int CountedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> destination)
        {
            hashes++;
            return HMACSHA256.HashData(key, source, destination);
        }

        bool CountedComparison(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            left.Length.ShouldBe(right.Length);
            comparisons++;
            return CryptographicOperations.FixedTimeEquals(left, right);
        }
    }

    [Fact]
    public void A_vendor_without_keys_is_refused_even_if_the_comparison_says_yes()
    {
        var credulous = new ApiKeyHasher(Rings.Of((1, 7)), HMACSHA256.HashData, (_, _) => true);
        credulous.Verify(Key, null).ShouldBeFalse();
    }

    [Fact]
    public void A_generated_key_has_its_prefix_and_256_random_bits()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(_ => ApiKeys.Generate(ApiKeys.VendorPrefix))];
        keys.ShouldBeUnique();
        keys.ShouldAllBe(key => key.StartsWith("sk_live_", StringComparison.Ordinal));
        keys.ShouldAllBe(key => key.Length == 8 + 43 && key.Skip(8).All(char.IsAsciiLetterOrDigit));
        keys.SelectMany(key => key.Skip(8)).Distinct().Count().ShouldBe(62);
    }
}
