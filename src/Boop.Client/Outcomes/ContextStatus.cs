namespace Boop.Client;

/// <summary>Where a request stands, as the network confirmed it.</summary>
/// <param name="ContextId">Which request.</param>
/// <param name="State">
/// One of <see cref="Boop.Protocol.Vendor.ContextStates"/>; the network may learn others.
/// </param>
public sealed record ContextStatus(string ContextId, string State)
{
    /// <summary>How long a person can still answer; zero once it is decided.</summary>
    public TimeSpan ExpiresIn { get; init; }

    /// <summary>The terminal whose scanner shows it, or which the request named; null where there is neither.</summary>
    public string? TerminalId { get; init; }

    /// <summary>What came of it; null while it is open.</summary>
    public AuthenticationOutcome? Outcome { get; init; }
}
