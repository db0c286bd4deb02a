using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>A scanner's session as its vendor needs to know it, with the node where its socket is.</summary>
[GenerateSerializer, Immutable, Alias("boop.scanner-attachment")]
public sealed record ScannerAttachment(ScannerId Scanner, TerminalId Terminal, SessionId Session, int Capacity, NodeId Node = default);
