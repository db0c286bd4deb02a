namespace Boop.Contexts.Lifecycle;

/// <summary>Where a context stands between its create and its outcome.</summary>
public enum ContextPhase
{
    /// <summary>Created, not yet durable: nobody has been told of it.</summary>
    Accepting,

    /// <summary>Durable, and on no scanner.</summary>
    Waiting,

    /// <summary>On a scanner's screen.</summary>
    Offered,

    /// <summary>A hand is over that scanner.</summary>
    Presented,

    /// <summary>The last scan was poor or resembled nobody: the person tries again.</summary>
    Retrying,

    /// <summary>Decided, durably: the end.</summary>
    Decided,
}
