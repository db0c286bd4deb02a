using System.Text;
using System.Text.Json;
using Boop.Protocol.Rules;

namespace Boop.Protocol.Json;

/// <summary>
/// Reads the members of one object and keeps the first that breaks its rule; after that every answer is worthless, and the
/// decoder that asks looks at <see cref="IsGood"/> once, at its end.
/// </summary>
internal ref struct FieldReader(JsonMembers members, bool isLenient)
{
    private readonly JsonMembers _members = members;

    /// <summary>The first member that broke its rule; null where none did.</summary>
    internal string? BadField { get; private set; }

    internal ErrorCode Code { get; private set; } = ErrorCode.InvalidMessage;

    internal readonly bool IsGood => BadField is null;

    /// <summary>The frame's <c>id</c>.</summary>
    internal string? Id { get; set; }

    /// <summary>The context or the offer of which the frame speaks, for those types that must speak of one; else empty.</summary>
    internal string Subject { get; set; } = "";

    internal readonly JsonMembers Members => _members;

    internal void Fail(string field, ErrorCode code = ErrorCode.InvalidMessage)
    {
        if (BadField is null)
        {
            BadField = field;
            Code = code;
        }
    }

    /// <summary>A required string of a number of characters.</summary>
    internal string Text(scoped ReadOnlySpan<byte> name, int least, int most)
    {
        if (_members.TryGet(name, out JsonValue value) && value.TryGetString(out string? text) && Texts.HasLength(text, least, most))
        {
            return text;
        }

        Fail(name);
        return "";
    }

    /// <summary>An optional string of at most a number of characters.</summary>
    internal string? OptionalText(scoped ReadOnlySpan<byte> name, int most = int.MaxValue / 2)
    {
        if (!_members.TryGet(name, out JsonValue value))
        {
            return null;
        }

        if (value.TryGetString(out string? text) && Texts.HasLength(text, 0, most))
        {
            return text;
        }

        FailUnlessLenient(name);
        return null;
    }

    /// <summary>A required string of a form.</summary>
    internal string Formed(scoped ReadOnlySpan<byte> name, Predicate<string> form)
    {
        string? text = OptionalFormed(name, form);
        if (text is null)
        {
            Fail(name);
        }

        return text ?? "";
    }

    /// <summary>An optional string of a form.</summary>
    internal string? OptionalFormed(scoped ReadOnlySpan<byte> name, Predicate<string> form)
    {
        if (!_members.TryGet(name, out JsonValue value))
        {
            return null;
        }

        if (value.TryGetString(out string? text) && form(text))
        {
            return text;
        }

        FailUnlessLenient(name);
        return null;
    }

    /// <summary>A required integer within bounds.</summary>
    internal long Integer(scoped ReadOnlySpan<byte> name, long least, long most)
    {
        long? number = OptionalInteger(name, least, most);
        if (number is null)
        {
            Fail(name);
        }

        return number ?? 0;
    }

    /// <summary>An optional integer within bounds.</summary>
    internal long? OptionalInteger(scoped ReadOnlySpan<byte> name, long least, long most)
    {
        if (!_members.TryGet(name, out JsonValue value))
        {
            return null;
        }

        if (value.TryGetInteger(out long number) && number >= least && number <= most)
        {
            return number;
        }

        FailUnlessLenient(name);
        return null;
    }

    /// <summary>Required base64 of at least one byte.</summary>
    internal byte[] Base64(scoped ReadOnlySpan<byte> name)
    {
        if (_members.TryGet(name, out JsonValue value) && value.TryGetBase64(out byte[] bytes) && bytes.Length > 0)
        {
            return bytes;
        }

        Fail(name);
        return [];
    }

    /// <summary>An optional whole number over 0, or what holds where it is missing or none.</summary>
    internal int PositiveOr(scoped ReadOnlySpan<byte> name, int otherwise) => (int)(OptionalInteger(name, 1, int.MaxValue) ?? otherwise);

    /// <summary>An optional boolean; false where it is missing or none.</summary>
    internal readonly bool Flag(scoped ReadOnlySpan<byte> name) =>
        _members.TryGet(name, out JsonValue value) && value.Kind == JsonTokenType.True;

    /// <summary>An optional array of strings; null where it is missing.</summary>
    internal IReadOnlyList<string>? OptionalList(
        scoped ReadOnlySpan<byte> name, int least, int most, Predicate<string> form, bool isDistinct)
    {
        if (!_members.TryGet(name, out JsonValue value))
        {
            return null;
        }

        if (value.Kind != JsonTokenType.StartArray)
        {
            FailUnlessLenient(name);
            return null;
        }

        var list = new List<string>();
        Utf8JsonReader reader = value.Open();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? item = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
            if (list.Count == most)
            {
                FailUnlessLenient(name);
                return list;
            }

            if (item is not null && form(item) && !(isDistinct && list.Contains(item)))
            {
                list.Add(item);
            }
            else if (!isLenient)
            {
                FailUnlessLenient(name, list.Count);
                return list;
            }
        }

        if (list.Count < least)
        {
            FailUnlessLenient(name);
        }

        return list;
    }

    /// <summary>Fails with a member of this object.</summary>
    internal void Fail(scoped ReadOnlySpan<byte> name) => Fail(Encoding.UTF8.GetString(name));

    private void FailUnlessLenient(scoped ReadOnlySpan<byte> name, int index = -1)
    {
        if (!isLenient)
        {
            string field = Encoding.UTF8.GetString(name);
            Fail(index < 0 ? field : $"{field}[{index}]");
        }
    }
}
