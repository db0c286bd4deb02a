using Boop.Contexts;

namespace Boop.Identity;

/// <summary>Something that is known of a person, until it expires.</summary>
public sealed record KnownValue(AttributeName Name, string Value)
{
    /// <summary>From when on the value is no longer given; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public override string ToString() => $"{Name} (value withheld from text)";
}
