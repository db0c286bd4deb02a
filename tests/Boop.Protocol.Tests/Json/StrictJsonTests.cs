using System.Text;
using Boop.Protocol.Json;
using Boop.Protocol.Tests.Vectors;
using CsCheck;

namespace Boop.Protocol.Tests.Json;

public sealed class StrictJsonTests
{
    private static readonly byte[][] Frames = [.. VectorFiles.All.Select(v => v.Frame).OfType<byte[]>()];

    [Fact]
    public void The_pass_agrees_with_a_naive_one_on_whatever_looks_like_JSON()
    {
        int strict = 0;
        int refused = 0;
        Gen.Byte.Array[0, 120].Sample(
            script =>
            {
                byte[] text = Encoding.UTF8.GetBytes(new ScriptedJson(script).Build());
                bool expected = NaiveJson.IsStrictObject(text);
                Interlocked.Increment(ref expected ? ref strict : ref refused);
                return IsStrict(text) == expected;
            },
            iter: 20_000);

        // A property over texts that are nearly all good, or nearly all bad, would say little.
        strict.ShouldBeGreaterThan(2_000);
        refused.ShouldBeGreaterThan(2_000);
    }

    [Fact]
    public void The_pass_agrees_with_a_naive_one_on_every_vector() =>
        Frames.Where(frame => IsStrict(frame) != NaiveJson.IsStrictObject(frame)).Select(Encoding.UTF8.GetString).ShouldBeEmpty();

    [Fact]
    public void The_pass_agrees_with_a_naive_one_on_broken_vectors() =>
        Mutations.Of(Frames).Sample(frame => IsStrict(frame) == NaiveJson.IsStrictObject(frame), iter: 20_000);

    [Fact]
    public void The_pass_agrees_with_a_naive_one_on_any_bytes() =>
        Gen.Byte.Array[0, 60].Sample(frame => IsStrict(frame) == NaiveJson.IsStrictObject(frame), iter: 20_000);

    [Fact]
    public void Thousands_of_keys_are_told_apart_and_the_last_may_still_be_the_first_again()
    {
        string keys = string.Join(',', Enumerable.Range(0, 8_000).Select(i => $"\"{i:x}\":0"));
        IsStrict(Encoding.UTF8.GetBytes($"{{{keys}}}")).ShouldBeTrue();
        IsStrict(Encoding.UTF8.GetBytes($"{{{keys},\"\\u0030\":0}}")).ShouldBeFalse();
    }

    [Fact]
    public void Keys_that_share_a_hash_are_told_apart()
    {
        (string one, string other) = FindCollision();
        IsStrict(Encoding.UTF8.GetBytes($"{{\"{one}\":0,\"{other}\":0}}")).ShouldBeTrue();
        IsStrict(Encoding.UTF8.GetBytes($"{{\"{one}\":0,\"{other}\":0,\"{other}\":0}}")).ShouldBeFalse();
    }

    [Fact]
    public void The_members_of_the_outermost_object_are_found_whatever_stands_inside_them()
    {
        byte[] json = "{\"a\" : {\"b\":[{\"c\":1}]} ,\"\\u0062\":\"x\", \"c\":[[],{\"a\":2}], \"d\": -1.5e3 }"u8.ToArray();
        var members = new JsonMembers(json);
        StrictJson.TryScan(json, ProtocolLimits.MaxDepth, ref members).ShouldBeTrue();

        members.Count.ShouldBe(4);
        ValueOf(members, "a").ShouldBe("""{"b":[{"c":1}]}""");
        ValueOf(members, "b").ShouldBe("\"x\"");
        ValueOf(members, "c").ShouldBe("""[[],{"a":2}]""");
        ValueOf(members, "d").ShouldBe("-1.5e3");
        members.TryGet("e"u8, out _).ShouldBeFalse();
        members.Dispose();
    }

    // Hashes are 32 bits and seeded for each process: among some 100 000 keys two are likely to collide, among millions certain to.
    private static (string One, string Other) FindCollision()
    {
        var seen = new Dictionary<int, string>();
        for (int i = 0; i < 3_000_000; i++)
        {
            string key = $"k{i}";
            int hash = JsonMembers.Hash(Encoding.UTF8.GetBytes(key));
            if (!seen.TryAdd(hash, key))
            {
                return (seen[hash], key);
            }
        }

        throw new InvalidOperationException("No two of 3 000 000 keys share a hash.");
    }

    private static string ValueOf(JsonMembers members, string name)
    {
        members.TryGet(Encoding.UTF8.GetBytes(name), out JsonValue value).ShouldBeTrue();
        return Encoding.UTF8.GetString(value.Json);
    }

    private static bool IsStrict(byte[] text)
    {
        var members = new JsonMembers(text);
        bool isStrict = StrictJson.TryScan(text, ProtocolLimits.MaxDepth, ref members);
        members.Dispose();
        return isStrict;
    }
}
