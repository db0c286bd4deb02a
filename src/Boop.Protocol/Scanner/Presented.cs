namespace Boop.Protocol.Scanner;

/// <summary>Says that a hand is over the scanner for this offer.</summary>
/// <param name="OfferId">Which offer.</param>
public sealed record Presented(string OfferId) : ScannerClientMessage;
