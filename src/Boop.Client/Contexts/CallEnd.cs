namespace Boop.Client;

/// <summary>How a call in the background ended: with an outcome, or with what its owner is to be thrown.</summary>
internal readonly record struct CallEnd(AuthenticationOutcome? Outcome, Exception? Failure);
