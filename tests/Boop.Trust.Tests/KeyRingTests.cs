using System.Security.Cryptography;
using System.Text;

namespace Boop.Trust.Tests;

public sealed class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_ring_is_readable_by_its_owner_alone_and_leaves_no_draft()
    {
        var path = KeyRing.PathIn(_folder.Path);
        KeyRing.LoadOrCreate(path).Count.ShouldBe(1);

        path.ShouldBe(Path.Combine(_folder.Path, "keys", "ring.json"));
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(path)!)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void A_ring_stays_the_same_and_two_rings_differ()
    {
        var first = Fingerprint(KeyRing.LoadOrCreate(_folder.File("a/ring.json")));
        Fingerprint(KeyRing.LoadOrCreate(_folder.File("a/ring.json"))).ShouldBe(first);
        Fingerprint(KeyRing.Load(_folder.File("a/ring.json"))).ShouldBe(first);
        Fingerprint(KeyRing.LoadOrCreate(_folder.File("b/ring.json"))).ShouldNotBe(first);
    }

    [Fact]
    public async Task Of_many_that_start_at_once_one_makes_the_ring_and_all_read_the_same()
    {
        const int Starters = 8;
        for (var round = 0; round < 20; round++)
        {
            var path = _folder.File($"{round}/keys/ring.json");
            using var start = new Barrier(Starters);
            var rings = Enumerable.Range(0, Starters).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue("not every starter came to the start");
                    return Fingerprint(KeyRing.LoadOrCreate(path));
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
            (await Task.WhenAll(rings)).Distinct().Count().ShouldBe(1);
            Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
        }
    }

    [Fact]
    public void A_place_that_is_taken_is_never_overwritten()
    {
        var path = _folder.File("ring.json");
        Rings.Write(path, "first");
        ExclusiveFile.Write(path, "second"u8, UnixFileMode.UserRead).ShouldBeFalse();
        File.ReadAllText(path).ShouldBe("first");
        Directory.GetFiles(_folder.Path).ShouldBe([path]);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void A_ring_open_to_others_is_refused_with_its_name_and_the_cure(UnixFileMode toOthers)
    {
        var path = _folder.File("ring.json");
        Rings.Write(path, Rings.Json((1, 7)), UnixFileMode.UserRead | UnixFileMode.UserWrite | toOthers);

        var refusal = Should.Throw<KeyRingException>(() => KeyRing.LoadOrCreate(path));
        refusal.Message.ShouldContain(path);
        refusal.Message.ShouldContain($"chmod 600 '{path}'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("SENTINEL")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"keys":[]}""")]
    [InlineData("""{"version":1,"keys":{}}""")]
    [InlineData("""{"version":1,"keys":[{"id":1}]}""")]
    [InlineData("""{"version":1,"keys":[{"id":1,"key":"SENTINEL"}]}""")]
    [InlineData("""{"version":1,"keys":[{"id":1,"key":"*SENTINEL*"}]}""")]
    [InlineData("""{"version":1,"keys":[{"id":1,"key":7}]}""")]
    [InlineData("""{"version":1,"keys":["SENTINEL"]}""")]
    [InlineData("""["SENTINEL"]""")]
    [InlineData("""{"version":2,"keys":[{"id":1,"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="}]}""")]
    [InlineData("""{"version":1,"keys":[{"id":0,"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="}]}""")]
    [InlineData("""{"version":1,"keys":[{"id":65536,"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="}]}""")]
    [InlineData("""{"version":1,"version":1,"keys":[{"id":1,"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="}]}""")]
    public void A_malformed_ring_is_refused_and_never_quoted_nor_replaced(string content)
    {
        var path = _folder.File("ring.json");
        Rings.Write(path, content);

        var refusal = Should.Throw<KeyRingException>(() => KeyRing.LoadOrCreate(path));
        refusal.Message.ShouldContain(path);
        refusal.Message.ShouldContain("malformed");
        refusal.ToString().ShouldNotContain("SENTINEL");
        File.ReadAllText(path).ShouldBe(content);
    }

    [Fact]
    public void Two_keys_of_one_id_and_far_too_long_a_file_are_malformed()
    {
        var path = _folder.File("ring.json");
        Rings.Write(path, Rings.Json((1, 7), (1, 8)));
        Should.Throw<KeyRingException>(() => KeyRing.Load(path)).Message.ShouldContain("malformed");
        Rings.Write(path, Rings.Json((1, 7)) + new string(' ', 65536));
        Should.Throw<KeyRingException>(() => KeyRing.Load(path)).Message.ShouldContain("malformed");
    }

    [Fact]
    public void What_is_no_readable_file_is_refused_by_name()
    {
        Should.Throw<KeyRingException>(() => KeyRing.LoadOrCreate(_folder.Path)).Message.ShouldContain(_folder.Path);
        Should.Throw<KeyRingException>(() => KeyRing.Load(_folder.File("none.json"))).Message.ShouldContain("There is no key ring");
        File.Exists(_folder.File("none.json")).ShouldBeFalse();
    }

    [Fact]
    public void A_ring_that_cannot_be_made_is_refused_by_name()
    {
        Rings.Write(_folder.File("file"), "in the way");
        var path = _folder.File("file/ring.json");
        Should.Throw<KeyRingException>(() => KeyRing.LoadOrCreate(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void Purposes_and_master_keys_share_no_key_and_none_is_a_master_key()
    {
        var ring = Rings.Of((1, 7), (2, 8));
        var keys = new List<string> { Convert.ToHexString(Rings.Key(7)), Convert.ToHexString(Rings.Key(8)) };
        foreach (var purpose in Enum.GetValues<KeyPurpose>())
        {
            keys.Add(Convert.ToHexString(ring.Get(purpose, 1)));
            keys.Add(Convert.ToHexString(ring.Get(purpose, 2)));
        }

        keys.ShouldBeUnique();
    }

    [Theory]
    [InlineData((int)KeyPurpose.ApiKeys, "api-keys")]
    [InlineData((int)KeyPurpose.UserIds, "user-ids")]
    [InlineData((int)KeyPurpose.Values, "values")]
    [InlineData((int)KeyPurpose.Outcomes, "outcomes")]
    public void Each_purpose_has_its_documented_label(int purpose, string label) =>
        Rings.Of((1, 7)).Get((KeyPurpose)purpose, 1).ToArray()
            .ShouldBe(HKDF.DeriveKey(HashAlgorithmName.SHA256, Rings.Key(7), 32, info: Encoding.ASCII.GetBytes($"boop 1 {label}")));

    [Fact]
    public void The_highest_id_is_the_newest_in_whatever_order_they_stand()
    {
        var ring = Rings.Of((9, 7), (300, 8), (2, 9));
        (ring.OldestId, ring.NewestId, ring.Count).ShouldBe(((ushort)2, (ushort)300, 3));
    }

    [Fact]
    public void A_ring_prints_no_key() => Rings.Of((1, 7)).ToString().ShouldBe("KeyRing with 1 keys");

    private static string Fingerprint(KeyRing ring) => Convert.ToHexString(ring.Get(KeyPurpose.Values, ring.NewestId));
}
