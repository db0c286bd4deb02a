namespace Boop.Client;

/// <summary>
/// What came of a context: exactly one of <see cref="Succeeded"/>, <see cref="Refused"/>, <see cref="Expired"/>
/// and <see cref="Cancelled"/>.
/// </summary>
public abstract record AuthenticationOutcome
{
    private AuthenticationOutcome()
    {
    }

    /// <summary>Handles every case.</summary>
    /// <typeparam name="T">What each case gives.</typeparam>
    /// <param name="succeeded">The person was recognised, and everything required was given.</param>
    /// <param name="refused">Somebody or something said no.</param>
    /// <param name="expired">Nobody came in time.</param>
    /// <param name="cancelled">The vendor withdrew it.</param>
    /// <returns>What the case's function returns.</returns>
    public T Match<T>(Func<Succeeded, T> succeeded, Func<Refused, T> refused, Func<Expired, T> expired, Func<Cancelled, T> cancelled)
    {
        ArgumentNullException.ThrowIfNull(succeeded);
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(expired);
        ArgumentNullException.ThrowIfNull(cancelled);
        return this switch
        {
            Succeeded outcome => succeeded(outcome),
            Refused outcome => refused(outcome),
            Expired outcome => expired(outcome),
            Cancelled outcome => cancelled(outcome),
            _ => throw new InvalidOperationException("The set of outcomes is closed."),
        };
    }

    /// <summary>The person was recognised, and everything required was given.</summary>
    /// <param name="UserId">The person's id: always the same at this vendor, another one at every other.</param>
    /// <param name="Attributes">What was given, by name.</param>
    /// <param name="Withheld">What was asked and not given.</param>
    /// <param name="AttributesErased">
    /// Whether the values have been erased since: an outcome told again, late or once acknowledged, has none.
    /// </param>
    public sealed record Succeeded(
        string UserId,
        IReadOnlyDictionary<string, string> Attributes,
        IReadOnlyList<Withholding> Withheld,
        bool AttributesErased) : AuthenticationOutcome
    {
        /// <summary>Says that it succeeded, and leaves ids and values out.</summary>
        /// <returns>A text without personal data.</returns>
        public override string ToString() => nameof(Succeeded);
    }

    /// <summary>Somebody or something said no.</summary>
    /// <param name="Reason">
    /// <c>user_not_found</c>, <c>declined</c>, <c>vendor_not_consented</c>, <c>attributes_missing</c>, <c>too_young</c>,
    /// <c>not_a_member</c> or <c>scanner_failed</c>; the network may learn others.
    /// </param>
    public sealed record Refused(string Reason) : AuthenticationOutcome;

    /// <summary>Nobody came within 30 s.</summary>
    public sealed record Expired : AuthenticationOutcome;

    /// <summary>The vendor withdrew it.</summary>
    public sealed record Cancelled : AuthenticationOutcome;
}
