using Boop.Protocol;

namespace Boop.Links;

/// <summary>When to come back, where an error says so.</summary>
internal static class WireHints
{
    internal static TimeSpan? RetryAfter(this WireError error) =>
        error.RetryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
