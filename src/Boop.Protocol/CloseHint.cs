using System.Globalization;

namespace Boop.Protocol;

/// <summary>The hint in a close reason that says when to come back: <c>retry_after_ms=N</c>.</summary>
public static class CloseHint
{
    private const string Key = "retry_after_ms=";

    /// <summary>Writes the hint as a close reason.</summary>
    /// <param name="retryAfterMs">In how many milliseconds to come back; at least 0.</param>
    /// <returns>The close reason, well under the 123 bytes that a close frame allows.</returns>
    public static string Format(int retryAfterMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(retryAfterMs);
        return string.Create(CultureInfo.InvariantCulture, $"{Key}{retryAfterMs}");
    }

    /// <summary>Finds the hint in a close reason; other words may stand around it.</summary>
    /// <param name="reason">The close reason, as the peer sent it.</param>
    /// <param name="retryAfterMs">In how many milliseconds to come back; 0 where there is no hint.</param>
    /// <returns>False where the reason holds no hint.</returns>
    public static bool TryParse(string? reason, out int retryAfterMs)
    {
        retryAfterMs = 0;
        int key = reason?.IndexOf(Key, StringComparison.Ordinal) ?? -1;
        if (key < 0)
        {
            return false;
        }

        ReadOnlySpan<char> rest = reason.AsSpan(key + Key.Length);
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out retryAfterMs);
    }
}
