namespace Boop.Protocol.Vendor;

/// <summary>Where a context stands: the answer to <see cref="GetContext"/>, and unasked for clients with the feature <c>progress</c>.</summary>
/// <remarks>Of one context updates come in order, then the outcome, then the update with the terminal state.</remarks>
/// <param name="ContextId">Which context.</param>
/// <param name="State">One of <see cref="ContextStates"/>; a client must accept others.</param>
/// <param name="ExpiresInMs">How long the context still lives, in milliseconds; 0 once it is decided.</param>
public sealed record ContextUpdate(string ContextId, string State, int ExpiresInMs) : VendorServerMessage
{
    /// <summary>The terminal whose scanner shows it, or which the request named; null where there is neither.</summary>
    public string? TerminalId { get; init; }
}
