using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>A context in the network's memory, which is its store as well.</summary>
internal sealed class ContextEntry(ContextState state, ContextRequirements asked)
{
    internal ContextState State { get; set; } = state;

    /// <summary>The requirements as they were sent.</summary>
    internal ContextRequirements Asked => asked;

    /// <summary>What is to become of it; null where nothing was scripted.</summary>
    internal Act? Act { get; set; }

    /// <summary>Runs until the person acts.</summary>
    internal ITimer? ActTimer { get; set; }

    /// <summary>The person is there, and waits for a scanner.</summary>
    internal bool IsPersonThere { get; set; }

    /// <summary>What identification says of the scan under judgement.</summary>
    internal Judgement? Judgement { get; set; }

    /// <summary>A reason that is not of today's protocol.</summary>
    internal string? ReasonText { get; set; }

    /// <summary>The ids of the cancels that wait for the outcome.</summary>
    internal List<string?> Cancels { get; } = [];

    /// <summary>What a session that wants progress was told last.</summary>
    internal string? Told { get; set; }

    internal int Creates { get; set; } = 1;

    internal int Scans { get; set; }

    /// <summary>From when on the outcome is sent no more.</summary>
    internal DateTimeOffset DeliveryEnds { get; set; }

    internal bool IsAcknowledged { get; set; }

    internal Outcome? Outcome => State.Outcome;

    /// <summary>Whether the outcome is no longer sent by itself, and its values are gone.</summary>
    internal bool IsSettled(DateTimeOffset now) => Outcome is not null && (IsAcknowledged || now >= DeliveryEnds);

    /// <summary>The outcome as it is told now.</summary>
    internal Outcome? OutcomeAt(DateTimeOffset now) =>
        Outcome is Outcome.Succeeded succeeded && IsSettled(now) ? succeeded.Erase() : Outcome;
}
