using Boop.Contexts;

namespace Boop.Storage.Rows;

/// <summary>A context as columns.</summary>
internal sealed record ContextRow(ContextId Id, string Requirements, long AcceptedAt, long DeadlineAt)
{
    public int Unrecognised { get; init; }

    public bool IsSettled { get; init; }

    /// <summary>Null while the context is open.</summary>
    public OutcomeRow? Outcome { get; init; }
}
