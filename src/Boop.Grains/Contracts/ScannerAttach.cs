namespace Boop.Grains.Contracts;

/// <summary>Who asks to be a scanner's session; the credentials have been checked.</summary>
/// <param name="Session">The new session.</param>
/// <param name="Capacity">How many offers it holds at once.</param>
/// <param name="Node">Where its socket is.</param>
[GenerateSerializer, Immutable, Alias("boop.scanner-attach")]
public sealed record ScannerAttach(SessionId Session, int Capacity, NodeId Node = default);
