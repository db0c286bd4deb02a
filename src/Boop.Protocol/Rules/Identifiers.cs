using System.Buffers;

namespace Boop.Protocol.Rules;

/// <summary>The forms of the ids and names of the wire.</summary>
internal static class Identifiers
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private static readonly SearchValues<char> AttributeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    internal static bool IsContextId(string text) => IsId(text, ProtocolLimits.MaxContextIdLength);

    /// <summary>The form of <c>offer_id</c>, <c>terminal_id</c> and <c>program_id</c>.</summary>
    internal static bool IsName(string text) => IsId(text, ProtocolLimits.MaxNameLength);

    internal static bool IsAttributeName(string text) =>
        text.Length is >= 1 and <= ProtocolLimits.MaxNameLength
        && char.IsAsciiLetterLower(text[0])
        && !text.AsSpan().ContainsAnyExcept(AttributeCharacters);

    private static bool IsId(string text, int longest) =>
        text.Length >= 1 && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(IdCharacters);
}
