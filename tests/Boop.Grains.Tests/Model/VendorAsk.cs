using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests.Model;

/// <summary>One message of a vendor's session that is owed an answer.</summary>
internal sealed class VendorAsk(string id, VendorCommand command)
{
    public string Id => id;

    public VendorCommand Command => command;

    public ContextId Context { get; } = command switch
    {
        VendorCommand.Create create => create.Context,
        VendorCommand.Cancel cancel => cancel.Context,
        VendorCommand.Look look => look.Context,
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>When it reached its owner, from a session that was live there; 0 before.</summary>
    public long ReceivedAt { get; set; }

    public DateTimeOffset ReceivedAtTime { get; set; }

    /// <summary>The store held its context when it was received.</summary>
    public bool WasStored { get; set; }

    /// <summary>How many answers of the store had failed or been late when it was received, or when its context began.</summary>
    public long Troubles { get; set; }

    /// <summary>What counted against the limit of contexts when it was received.</summary>
    public IReadOnlyList<DateTimeOffset> Window { get; set; } = [];

    /// <summary>Some of that was not durable yet.</summary>
    public bool IsWindowOpen { get; set; }

    public bool WasConflict { get; set; }

    public bool IsAnswered { get; set; }
}
