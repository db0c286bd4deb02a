namespace Boop.Client.Testing;

/// <summary>Where a message stands against the limit.</summary>
internal enum MeterVerdict
{
    Within,
    Over,

    /// <summary>More than twice the limit.</summary>
    Flooding,
}
