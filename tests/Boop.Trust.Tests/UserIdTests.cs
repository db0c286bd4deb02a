using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Boop.Trust.Tests;

public sealed partial class UserIdTests
{
    private readonly UserIds _ids = new(Rings.Of((1, 7)));

    [Fact]
    public void One_person_has_one_id_at_one_vendor_and_no_two_ids_are_equal()
    {
        string[] ids =
        [
            .. from vendor in (string[])["ven_abc123", "ven_other"]
               from i in Enumerable.Range(0, 1000)
               select _ids.Derive(vendor, $"per_{i}"),
        ];
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => Form().IsMatch(id));
        _ids.Derive("ven_other", "per_999").ShouldBe(ids[^1]);
    }

    [Fact]
    public void Where_the_vendors_id_ends_and_the_persons_begins_makes_a_difference() =>
        new[] { _ids.Derive("a", "bc"), _ids.Derive("ab", "c"), _ids.Derive("bc", "a") }.ShouldBeUnique();

    [Fact]
    public void An_id_is_the_base32_of_160_bits_of_the_keyed_hash()
    {
        var subkey = HKDF.DeriveKey(HashAlgorithmName.SHA256, Rings.Key(7), 32, info: "boop 1 user-ids"u8.ToArray());
        var hash = HMACSHA256.HashData(subkey, Encoding.ASCII.GetBytes("\0\0\0\u0007ven_abc\0\0\0\u0003per"));
        var bits = string.Concat(hash.Take(20).Select(b => $"{b:b8}"));
        var expected = string.Concat(
            bits.Chunk(5).Select(five => "abcdefghijklmnopqrstuvwxyz234567"[Convert.ToInt32(new string(five), 2)]));
        _ids.Derive("ven_abc", "per").ShouldBe("usr_" + expected);
    }

    [Fact]
    public void A_new_master_key_makes_nobody_a_stranger_and_another_ring_everybody()
    {
        new UserIds(Rings.Of((1, 7), (2, 8))).Derive("ven", "per").ShouldBe(_ids.Derive("ven", "per"));
        new UserIds(Rings.Of((1, 8))).Derive("ven", "per").ShouldNotBe(_ids.Derive("ven", "per"));
    }

    [Fact]
    public void Broken_unicode_is_refused_since_two_people_could_share_its_bytes() =>
        Should.Throw<ArgumentException>(() => _ids.Derive("ven", "\ud800"));

    [Fact]
    public void An_empty_id_is_refused()
    {
        Should.Throw<ArgumentException>(() => _ids.Derive("", "per"));
        Should.Throw<ArgumentException>(() => _ids.Derive("ven", ""));
    }

    [GeneratedRegex("^usr_[a-z2-7]{32}$")]
    private static partial Regex Form();
}
