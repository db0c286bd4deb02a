namespace Boop.Chaos.Servers;

/// <summary>A context as the store has it, with its times in the run's own.</summary>
internal sealed record StoreRow(string Context, string Vendor, TimeSpan AcceptedAt, TimeSpan Deadline)
{
    /// <summary>succeeded, failed, cancelled or expired; null while it is open.</summary>
    public string? Outcome { get; init; }

    public TimeSpan? DecidedAt { get; init; }

    public string? Reason { get; init; }

    public string? User { get; init; }

    /// <summary>Scans that were not recognised.</summary>
    public int Unrecognised { get; init; }

    /// <summary>The outcome was decided with values.</summary>
    public bool HasValues { get; init; }

    /// <summary>The values can still be opened.</summary>
    public bool HasKey { get; init; }

    public TimeSpan? SettledAt { get; init; }

    public bool IsAcknowledged { get; init; }
}
