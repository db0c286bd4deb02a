namespace Boop.Links;

/// <summary>How a socket ended.</summary>
/// <param name="CloseCode">The peer's close code; null where no close frame came, or where there never was a socket.</param>
/// <param name="Hint">When to come back, where the peer said so.</param>
internal readonly record struct LinkEnd(int? CloseCode, TimeSpan? Hint)
{
    internal static LinkEnd Broken => default;
}
