namespace Boop.Palms;

/// <summary>One palm that is on record, and whose it is.</summary>
public sealed record EnrolledPalm<TOwner>(TOwner Owner, Hand Hand, PalmTemplate Template)
    where TOwner : notnull;
