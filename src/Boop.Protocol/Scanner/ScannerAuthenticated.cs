namespace Boop.Protocol.Scanner;

/// <summary>The first frame after a successful authentication.</summary>
/// <param name="ScannerId">Which scanner was let in.</param>
/// <param name="VendorName">The vendor that it belongs to, for its screen.</param>
/// <param name="TerminalId">The name by which the vendor's contexts call it.</param>
public sealed record ScannerAuthenticated(string ScannerId, string VendorName, string TerminalId) : ScannerServerMessage;
