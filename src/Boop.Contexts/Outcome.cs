namespace Boop.Contexts;

/// <summary>How a context ended. There is exactly one for each accepted context (G1), and it counts once it is durable.</summary>
public abstract record Outcome
{
    private Outcome(DateTimeOffset decidedAt) => DecidedAt = decidedAt;

    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>One arm for each case, so that a new case does not compile until every reader has answered it.</summary>
    public T Match<T>(Func<Succeeded, T> succeeded, Func<Failed, T> failed, Func<Cancelled, T> cancelled, Func<Expired, T> expired) =>
        this switch
        {
            Succeeded it => succeeded(it),
            Failed it => failed(it),
            Cancelled it => cancelled(it),
            Expired it => expired(it),
            _ => throw new InvalidOperationException("Outcome is a closed set."),
        };

    /// <summary>The person was recognised and everything required is given.</summary>
    public sealed record Succeeded(
        UserId User,
        IReadOnlyList<ReleasedValue> Released,
        IReadOnlyList<Withholding> Withheld,
        DateTimeOffset DecidedAt) : Outcome(DecidedAt)
    {
        /// <summary>The values are erased: <see cref="Released"/> is empty whatever it once held.</summary>
        public bool IsErased { get; init; }

        public Succeeded Erase() => this with { Released = [], IsErased = true };

        public override string ToString() => nameof(Succeeded);
    }

    public sealed record Failed(FailureReason Reason, DateTimeOffset DecidedAt) : Outcome(DecidedAt);

    public sealed record Cancelled(DateTimeOffset DecidedAt) : Outcome(DecidedAt);

    public sealed record Expired(DateTimeOffset DecidedAt) : Outcome(DecidedAt);
}
