using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Boop.Protocol.Json;

/// <summary>One value inside a text that <see cref="StrictJson"/> has found well-formed.</summary>
internal readonly ref struct JsonValue(JsonTokenType kind, ReadOnlySpan<byte> json)
{
    internal JsonTokenType Kind { get; } = kind;

    /// <summary>The value's own text, with the quotes of a string and the brackets of an array.</summary>
    internal ReadOnlySpan<byte> Json { get; } = json;

    internal bool TryGetString([NotNullWhen(true)] out string? text)
    {
        text = null;
        if (Kind != JsonTokenType.String)
        {
            return false;
        }

        if (!Json.Contains((byte)'\\'))
        {
            text = Encoding.UTF8.GetString(Json[1..^1]);
            return true;
        }

        Utf8JsonReader reader = Open();
        text = reader.GetString()!;
        return true;
    }

    /// <summary>Reads an integer that is written as one: <c>25.0</c>, <c>1e3</c> and <c>-0</c> are none.</summary>
    internal bool TryGetInteger(out long number)
    {
        number = 0;
        return Kind == JsonTokenType.Number
            && !Json.SequenceEqual("-0"u8)
            && Utf8Parser.TryParse(Json, out number, out int consumed)
            && consumed == Json.Length;
    }

    /// <summary>Reads standard base64 with its padding and without white space.</summary>
    internal bool TryGetBase64(out byte[] bytes)
    {
        bytes = [];
        if (Kind != JsonTokenType.String)
        {
            return false;
        }

        Utf8JsonReader reader = Open();
        if (!reader.TryGetBytesFromBase64(out byte[]? decoded))
        {
            return false;
        }

        // The framework's reader skips white space, the wire has none: then the lengths say so.
        bytes = decoded;
        return reader.ValueIsEscaped
            ? Base64.GetMaxEncodedToUtf8Length(bytes.Length) == reader.GetString()!.Length
            : Base64.GetMaxEncodedToUtf8Length(bytes.Length) == reader.ValueSpan.Length;
    }

    internal bool IsText(scoped ReadOnlySpan<byte> text)
    {
        if (Kind != JsonTokenType.String)
        {
            return false;
        }

        Utf8JsonReader reader = Open();
        return reader.ValueTextEquals(text);
    }

    internal Utf8JsonReader Open()
    {
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        return reader;
    }
}
