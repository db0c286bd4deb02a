namespace Boop.Protocol.Scanner;

/// <summary>The person refused the offer on the screen.</summary>
/// <param name="OfferId">Which offer.</param>
public sealed record Decline(string OfferId) : ScannerClientMessage;
