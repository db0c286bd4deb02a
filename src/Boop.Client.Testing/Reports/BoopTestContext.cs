using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>A context as the network has it at one moment.</summary>
/// <param name="ContextId">Which context.</param>
/// <param name="Requirements">What the vendor asked.</param>
/// <param name="State">Where it stands: one of <see cref="ContextStates"/>.</param>
public sealed record BoopTestContext(string ContextId, ContextRequirements Requirements, string State)
{
    /// <summary>How long a person can still answer; zero once it is decided.</summary>
    public TimeSpan ExpiresIn { get; init; }

    /// <summary>What came of it, as a client is told now: without values once they are erased. Null while it is open.</summary>
    public AuthenticationOutcome? Outcome { get; init; }

    /// <summary>Whether the vendor has acknowledged the outcome.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>How often a <c>create_context</c> of this id came, the first one included.</summary>
    public int Creates { get; init; }

    /// <summary>Says which context and where it stands, and leaves the rest out.</summary>
    /// <returns>A text without personal data.</returns>
    public override string ToString() => $"{ContextId} ({State}{(IsAcknowledged ? ", acknowledged" : "")})";
}
