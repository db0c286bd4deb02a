namespace Boop.Protocol.Scanner;

/// <summary>The answer to a <see cref="Scan"/>.</summary>
/// <param name="OfferId">Which offer.</param>
/// <param name="Attempt">Which capture of it.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="AttemptsLeft">How many unrecognised captures the context still bears.</param>
public sealed record ScanResult(string OfferId, int Attempt, ScanOutcome Outcome, int AttemptsLeft) : ScannerServerMessage;
