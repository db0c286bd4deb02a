namespace Boop.Protocol.Vendor;

/// <summary>The values of <see cref="ContextUpdate.State"/>, as they stand on the wire.</summary>
public static class ContextStates
{
    /// <summary>It is durable.</summary>
    public const string Accepted = "accepted";

    /// <summary>No scanner is free for it.</summary>
    public const string Waiting = "waiting";

    /// <summary>It is on a scanner's screen.</summary>
    public const string Offered = "offered";

    /// <summary>A hand is over that scanner.</summary>
    public const string Presented = "presented";

    /// <summary>The last scan was poor or resembled nobody: the person tries again.</summary>
    public const string Retrying = "retrying";

    /// <summary>Decided: the person was recognised and everything required was given.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Decided: it failed, for the outcome's reason.</summary>
    public const string Failed = "failed";

    /// <summary>Decided: the vendor withdrew it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Decided: nobody answered in time.</summary>
    public const string Expired = "expired";
}
