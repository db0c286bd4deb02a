namespace Boop.Protocol.Scanner;

/// <summary>What came of a scan, as far as a scanner may know.</summary>
public enum ScanOutcome
{
    /// <summary>The context is decided, durably.</summary>
    Accepted,

    /// <summary>Nothing could be read from it; it counts for nothing.</summary>
    PoorQuality,

    /// <summary>Nobody was recognised.</summary>
    NotRecognised,

    /// <summary>The scan is not taken: it broke a rule of the offer.</summary>
    Refused,

    /// <summary>The offer was no longer open.</summary>
    TooLate,
}
