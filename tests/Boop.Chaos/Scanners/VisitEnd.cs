namespace Boop.Chaos.Scanners;

internal enum VisitEnd
{
    /// <summary>A hand is shown until it is accepted or nothing helps.</summary>
    Scanned,

    /// <summary>The same scan is sent twice at once.</summary>
    ScannedTwice,

    /// <summary>The connection is dropped right after the scan, and the same scan is sent again by the next session.</summary>
    Dropped,

    Declined,

    /// <summary>The scanner cannot.</summary>
    Failed,

    Nobody,
}
