using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>A context in the owner's memory: its state, and what of it is nobody else's business.</summary>
internal sealed class ContextEntry(ContextState state)
{
    public ContextState State { get; set; } = state;

    /// <summary>Creates that still wait to hear whether the context is durable; null once it is.</summary>
    public List<Asker>? Creates { get; set; }

    /// <summary>Cancels that wait for the outcome.</summary>
    public List<Asker> Cancels { get; } = [];

    /// <summary>Looks that wait until the context is durable.</summary>
    public List<Asker> Looks { get; } = [];

    /// <summary>What a session that wants progress was told last.</summary>
    public ContextProgress? Told { get; set; }

    /// <summary>The create was not durable in time; it may still become so.</summary>
    public bool IsLate { get; set; }

    /// <summary>The scan under judgement, as the scanner sent it.</summary>
    public PalmCapture? Capture { get; set; }

    /// <summary>Whose screen each offer was on: there its scans are answered.</summary>
    public Dictionary<OfferId, ScannerId> OfferedTo { get; } = [];

    /// <summary>From when on the outcome is sent no more.</summary>
    public DateTimeOffset? DeliveryEnds { get; set; }

    /// <summary>The vendor has the outcome, though the store may not know that yet.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>The settlement is being written.</summary>
    public bool IsSettling { get; set; }

    public Outcome? Outcome => State.Outcome;
}
