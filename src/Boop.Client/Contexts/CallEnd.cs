namespace Boop.Client;

/// <summary>How a call in the background ended: with an outcome, or with what its owner is to be thrown.</summary>
internal readonly record struct CallEnd(AuthenticationOutcome? Outcome, Exception? Failure)
{
    /// <summary>As telemetry names it: nobody was there for one that was left.</summary>
    internal string Kind =>
        Outcome?.Match(_ => "succeeded", _ => "refused", _ => "expired", _ => "cancelled")
        ?? (Failure is BoopException ? "error" : "left");
}
