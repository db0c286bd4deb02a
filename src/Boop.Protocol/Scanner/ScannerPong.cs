namespace Boop.Protocol.Scanner;

/// <summary>The answer to <see cref="ScannerPing"/>.</summary>
public sealed record ScannerPong : ScannerServerMessage;
