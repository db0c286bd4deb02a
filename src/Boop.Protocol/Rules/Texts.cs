namespace Boop.Protocol.Rules;

/// <summary>The rules of free text. Lengths count Unicode scalar values.</summary>
internal static class Texts
{
    internal static bool HasLength(string text, int least, int most)
    {
        // A scalar value is one or two chars, so that most texts need no counting.
        if (text.Length < least || text.Length > 2 * most)
        {
            return false;
        }

        int scalars = text.Length;
        foreach (char c in text)
        {
            scalars -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return scalars >= least && scalars <= most;
    }

    /// <summary>Whether a stranger's text may stand on a screen: nothing in it breaks lines or turns the direction of others' text.</summary>
    internal static bool IsDisplayable(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c) || IsLineBreak(c) || IsBidirectionalFormat(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLineBreak(char c) => c is '\u2028' or '\u2029';

    private static bool IsBidirectionalFormat(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
