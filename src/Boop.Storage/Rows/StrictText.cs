using System.Text;

namespace Boop.Storage.Rows;

/// <summary>Text that comes back from the store as it went in.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The serializer would put another character in a lone surrogate's place, and say nothing.</summary>
    /// <exception cref="EncoderFallbackException">It holds a lone surrogate.</exception>
    public static string? Of(string? text)
    {
        if (text is not null)
            Utf8.GetByteCount(text);
        return text;
    }
}
