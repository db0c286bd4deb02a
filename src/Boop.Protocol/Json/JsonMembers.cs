using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Boop.Protocol.Json;

/// <summary>
/// The members of one object. While its text is scanned, also a stack: the keys of every object that is still open stand on top
/// of those of the objects around it, and go when it ends. Owns pooled arrays; only <see cref="Dispose"/> of the original
/// returns them, copies just look.
/// </summary>
internal ref struct JsonMembers
{
    private const int FirstCapacity = 32;

    private readonly ReadOnlySpan<byte> _json;

    // Apart from the members, so that the search for an equal hash runs over packed integers: a frame of 64 KiB holds 8 000 keys.
    private int[] _hashes = [];
    private Member[] _members = [];

    // Keys with escapes, without them; never longer than the text itself.
    private byte[]? _unescaped;
    private int _unescapedLength;

    internal JsonMembers(ReadOnlySpan<byte> json)
    {
        _json = json;
    }

    internal int Count { get; private set; }

    /// <summary>Adds the key on which the reader stands, unless one of the keys from <paramref name="scope"/> on is the same.</summary>
    internal bool TryAdd(scoped ref Utf8JsonReader reader, int scope)
    {
        Member member = reader.ValueIsEscaped ? Unescape(ref reader) : new Member((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        ReadOnlySpan<byte> name = NameOf(member);
        int hash = Hash(name);
        if (Find(name, hash, scope) >= 0)
        {
            return false;
        }

        if (Count == _members.Length)
        {
            Grow();
        }

        _hashes[Count] = hash;
        _members[Count] = member;
        Count++;
        return true;
    }

    /// <summary>Forgets the keys of an object that has ended.</summary>
    internal void Truncate(int count) => Count = count;

    /// <summary>Notes the token on which the reader stands as the last member's value, or as the end of it.</summary>
    internal readonly void SetLastValue(scoped ref Utf8JsonReader reader)
    {
        ref Member member = ref _members[Count - 1];
        if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            member.ValueStart = (int)reader.TokenStartIndex;
            member.Kind = reader.TokenType;
        }

        member.ValueEnd = (int)reader.BytesConsumed;
    }

    /// <summary>Finds a member.</summary>
    /// <returns>False where the object has no such member.</returns>
    internal readonly bool TryGet(scoped ReadOnlySpan<byte> name, out JsonValue value)
    {
        for (int i = 0; i < Count; i++)
        {
            if (NameOf(_members[i]).SequenceEqual(name))
            {
                value = ValueOf(_members[i]);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>A member's name without escapes, by its place in the text.</summary>
    internal readonly ReadOnlySpan<byte> NameAt(int index) => NameOf(_members[index]);

    /// <summary>A member's value, by its place in the text.</summary>
    internal readonly JsonValue ValueAt(int index) => ValueOf(_members[index]);

    internal void Dispose()
    {
        if (_members.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_hashes);
            ArrayPool<Member>.Shared.Return(_members);
        }

        if (_unescaped is not null)
        {
            // Nothing that came in a frame stays in the pool for the next reader of its arrays.
            ArrayPool<byte>.Shared.Return(_unescaped, clearArray: true);
        }

        this = default;
    }

    /// <summary>Seeded for each process, so that nobody can prepare keys that collide.</summary>
    internal static int Hash(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    private readonly int Find(ReadOnlySpan<byte> name, int hash, int scope)
    {
        int at = scope;
        while (at < Count)
        {
            int offset = _hashes.AsSpan(at, Count - at).IndexOf(hash);
            if (offset < 0)
            {
                return -1;
            }

            at += offset;
            if (NameOf(_members[at]).SequenceEqual(name))
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    private readonly ReadOnlySpan<byte> NameOf(in Member member) =>
        (member.IsUnescaped ? _unescaped : _json).Slice(member.NameStart, member.NameLength);

    private readonly JsonValue ValueOf(in Member member) => new(member.Kind, _json[member.ValueStart..member.ValueEnd]);

    private Member Unescape(scoped ref Utf8JsonReader reader)
    {
        _unescaped ??= ArrayPool<byte>.Shared.Rent(_json.Length);
        int length = reader.CopyString(_unescaped.AsSpan(_unescapedLength));
        var member = new Member(_unescapedLength, length) { IsUnescaped = true };
        _unescapedLength += length;
        return member;
    }

    private void Grow()
    {
        int capacity = Math.Max(FirstCapacity, 2 * Count);
        int[] hashes = ArrayPool<int>.Shared.Rent(capacity);
        Member[] members = ArrayPool<Member>.Shared.Rent(capacity);
        if (Count > 0)
        {
            _hashes.AsSpan(0, Count).CopyTo(hashes);
            _members.AsSpan(0, Count).CopyTo(members);
            ArrayPool<int>.Shared.Return(_hashes);
            ArrayPool<Member>.Shared.Return(_members);
        }

        _hashes = hashes;
        _members = members;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Member(int nameStart, int nameLength)
    {
        internal readonly int NameStart = nameStart;
        internal readonly int NameLength = nameLength;
        internal int ValueStart;
        internal int ValueEnd;
        internal JsonTokenType Kind;
        internal bool IsUnescaped;
    }
}
