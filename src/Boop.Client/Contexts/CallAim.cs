namespace Boop.Client;

/// <summary>What answers a call.</summary>
internal enum CallAim
{
    /// <summary>The context's outcome.</summary>
    Outcome,

    /// <summary>Where the context stands; its outcome, if there is one, comes before and belongs to the answer.</summary>
    Status,

    /// <summary>Whichever of the two comes first.</summary>
    Either,
}
