using Boop.Contexts;

namespace Boop.Storage;

/// <summary>A context as the store knows it.</summary>
public sealed record StoredContext(ContextId Id, Requirements Requirements, DateTimeOffset AcceptedAt, DateTimeOffset Deadline)
{
    /// <summary>How many scans were not recognised.</summary>
    public int Unrecognised { get; init; }

    /// <summary>Null while the context is open.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The outcome needs no further delivery.</summary>
    public bool IsSettled { get; init; }
}
