namespace Boop.Grains.Contracts;

/// <summary>How far a grain and its session have come with one another.</summary>
/// <param name="Received">The last message of the session behind which none is missing.</param>
/// <param name="Told">The last notice that the session was sent.</param>
[GenerateSerializer, Immutable, Alias("boop.session-standing")]
public readonly record struct SessionStanding([property: Id(0)] long Received, [property: Id(1)] long Told);
