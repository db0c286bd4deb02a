namespace Boop.Client;

/// <summary>An outcome that no <see cref="BoopClient.AuthenticateAsync"/> of this client waits for.</summary>
/// <param name="ContextId">Which context, as the process named it that asked.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record UnclaimedOutcome(string ContextId, AuthenticationOutcome Outcome);
