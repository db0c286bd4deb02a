namespace Boop.Protocol.Scanner;

/// <summary>The first message of a scanner's socket, owed within 10 s of the upgrade.</summary>
/// <param name="ScannerId">Which scanner asks to be let in.</param>
/// <param name="ScannerKey">The scanner's secret key. Never logged, never echoed.</param>
public sealed record ScannerAuthenticate(string ScannerId, string ScannerKey) : ScannerClientMessage
{
    /// <summary>How many offers it can hold at once, 1–1000.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Says which scanner, and leaves the key out.</summary>
    /// <returns>A text without the key.</returns>
    public override string ToString() => $"{nameof(ScannerAuthenticate)} {{ {nameof(Capacity)} = {Capacity} }}";
}
