namespace Boop.Client;

/// <summary>What has become of the connection.</summary>
/// <param name="State">Whether there is one.</param>
/// <param name="Reason">Why there is none.</param>
public sealed record ConnectionChange(ConnectionState State, ConnectionReason Reason)
{
    /// <summary>The network's close code; null where it sent none.</summary>
    public int? CloseCode { get; init; }

    /// <summary>After how long the next attempt is made; null where none is due.</summary>
    public TimeSpan? NextAttemptIn { get; init; }
}
