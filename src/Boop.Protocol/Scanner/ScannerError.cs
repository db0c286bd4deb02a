namespace Boop.Protocol.Scanner;

/// <summary>An <c>error</c> message to a scanner.</summary>
/// <param name="Error">What went wrong.</param>
public sealed record ScannerError(WireError Error) : ScannerServerMessage
{
    /// <summary>Which offer it speaks of; null where it speaks of none.</summary>
    public string? OfferId { get; init; }
}
