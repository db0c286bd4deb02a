namespace Boop.Protocol.Scanner;

/// <summary>A sign of life; answered by <see cref="ScannerPong"/> at once.</summary>
public sealed record ScannerPing : ScannerClientMessage;
