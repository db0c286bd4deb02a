using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Storage;

/// <summary>A change of one context that must be durable before anybody is told of it.</summary>
public abstract record JournalRecord
{
    private JournalRecord(ContextId context) => Context = context;

    public ContextId Context { get; }

    /// <summary>A context is accepted. Conflicts with any stored context of the same id.</summary>
    public sealed record Accepted(ContextId Context, Requirements Requirements, DateTimeOffset AcceptedAt, DateTimeOffset Deadline)
        : JournalRecord(Context);

    /// <summary>One more scan was not recognised; <paramref name="Unrecognised"/> is the new count. Conflicts with a decided context.</summary>
    public sealed record ScanCounted(ContextId Context, int Unrecognised) : JournalRecord(Context);

    /// <summary>
    /// What a scan of the context was answered, so that the same scan again gets the same answer. Conflicts with an answer that is stored.
    /// </summary>
    public sealed record ScanAnswered(ContextId Context, ScanReference Scan, ScanAnswer Answer, DateTimeOffset At) : JournalRecord(Context);

    /// <summary>The context is decided. Conflicts with a context that has an outcome already.</summary>
    public sealed record Decided(ContextId Context, Outcome Outcome) : JournalRecord(Context);

    /// <summary>
    /// The outcome needs no further delivery: acknowledged, or five minutes old. Its values are erased by destroying their key.
    /// Settling a settled outcome changes nothing and is no conflict.
    /// </summary>
    public sealed record Settled(ContextId Context, bool IsAcknowledged, DateTimeOffset At) : JournalRecord(Context);
}
