using System.Globalization;

namespace Boop.Protocol.Json;

/// <summary>Looks into the escapes of a JSON string whose syntax a reader has already checked.</summary>
internal static class JsonEscapes
{
    private const int UnicodeEscapeLength = 6;

    /// <summary>Whether no escape stands for U+0000 or for half of a surrogate pair.</summary>
    internal static bool AreClean(ReadOnlySpan<byte> text)
    {
        int slash;
        while ((slash = text.IndexOf((byte)'\\')) >= 0)
        {
            text = text[slash..];
            if (text[1] != (byte)'u')
            {
                text = text[2..];
                continue;
            }

            char unit = CodeUnit(text);
            text = text[UnicodeEscapeLength..];
            if (unit == '\0' || char.IsLowSurrogate(unit))
            {
                return false;
            }

            if (char.IsHighSurrogate(unit))
            {
                if (!text.StartsWith(@"\u"u8) || !char.IsLowSurrogate(CodeUnit(text)))
                {
                    return false;
                }

                text = text[UnicodeEscapeLength..];
            }
        }

        return true;
    }

    private static char CodeUnit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..UnicodeEscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
