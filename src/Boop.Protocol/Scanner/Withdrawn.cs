namespace Boop.Protocol.Scanner;

/// <summary>The offer is void; the screen is to be cleared.</summary>
/// <param name="OfferId">Which offer.</param>
/// <param name="Reason">Why: <c>expired</c>, <c>decided</c>, <c>cancelled</c>, <c>yielded</c>. A scanner must accept others.</param>
public sealed record Withdrawn(string OfferId, string Reason) : ScannerServerMessage;
