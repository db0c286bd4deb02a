namespace Boop.Contexts.Lifecycle;

/// <summary>What came of a scan, as far as a scanner may know.</summary>
public enum ScanVerdict
{
    /// <summary>The context is decided by it, durably.</summary>
    Accepted,

    /// <summary>Nothing could be read from it; it counts for nothing.</summary>
    PoorQuality,

    /// <summary>Nobody was recognised.</summary>
    NotRecognised,

    /// <summary>It breaks a rule of the offer and is not counted.</summary>
    Refused,

    /// <summary>The offer is no longer open.</summary>
    TooLate,

    /// <summary>Nothing could be made durable: it is not counted and may be repeated.</summary>
    Unavailable,
}
