namespace Boop.Grains.Contracts;

/// <summary>What came of a scan; all but the last are the wire's outcomes.</summary>
public enum ScanVerdict
{
    Accepted,
    PoorQuality,
    NotRecognised,
    Refused,
    TooLate,

    /// <summary>Nothing could be made durable: the scan may be repeated and was not counted.</summary>
    Unavailable,
}
