namespace Boop.Contexts;

/// <summary>The numbers that the protocol fixes for contexts.</summary>
public static class ContextRules
{
    /// <summary>From acceptance to expiry.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(30);

    /// <summary>A context with less left is offered to no scanner.</summary>
    public static readonly TimeSpan LeastTimeToOffer = TimeSpan.FromSeconds(3);

    /// <summary>How long an outcome's values are kept, and the outcome sent again, without an acknowledgement.</summary>
    public static readonly TimeSpan Redelivery = TimeSpan.FromMinutes(5);

    /// <summary>The window of both limits.</summary>
    public static readonly TimeSpan LimitWindow = TimeSpan.FromSeconds(60);

    /// <summary>A create that is not durable by then is answered as unavailable.</summary>
    public static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Contexts per vendor in any <see cref="LimitWindow"/>.</summary>
    public const int ContextsPerWindow = 100;

    /// <summary>Messages per vendor in any <see cref="LimitWindow"/>.</summary>
    public const int MessagesPerWindow = 1_000;

    /// <summary>Unrecognised scans that a context bears; the last of them ends it.</summary>
    public const int UnrecognisedScans = 3;

    /// <summary>Scans of whatever kind that one offer bears.</summary>
    public const int ScansPerOffer = 10;
}
