namespace Boop.Palms;

/// <summary>Whose palm it is, as far as can be told. Closed: one of the three nested cases.</summary>
public abstract record Identification<TOwner>
    where TOwner : notnull
{
    private Identification()
    {
    }

    /// <summary>One arm for each case, so that a new case cannot be forgotten.</summary>
    public TResult Match<TResult>(
        Func<Recognised, TResult> recognised,
        Func<NotRecognised, TResult> notRecognised,
        Func<Ambiguous, TResult> ambiguous)
    {
        ArgumentNullException.ThrowIfNull(recognised);
        ArgumentNullException.ThrowIfNull(notRecognised);
        ArgumentNullException.ThrowIfNull(ambiguous);
        return this switch
        {
            Recognised found => recognised(found),
            NotRecognised nobody => notRecognised(nobody),
            Ambiguous several => ambiguous(several),
            _ => throw new InvalidOperationException("An identification of an unknown kind."),
        };
    }

    /// <summary>It is this owner's palm, and nobody else comes near.</summary>
    public sealed record Recognised(TOwner Owner, double Distance) : Identification<TOwner>;

    /// <summary>No enrolled palm of that hand is near enough.</summary>
    public sealed record NotRecognised : Identification<TOwner>;

    /// <summary>
    /// Somebody is near enough, and a different owner is about as near: to be treated as not recognised, never as a guess.
    /// </summary>
    public sealed record Ambiguous : Identification<TOwner>;
}
