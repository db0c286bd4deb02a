namespace Boop.Protocol.Scanner;

/// <summary>The scanner cannot serve the offer.</summary>
/// <param name="OfferId">Which offer.</param>
/// <param name="Reason">Why, for the operator; 1–140 characters.</param>
public sealed record Failed(string OfferId, string Reason) : ScannerClientMessage;
