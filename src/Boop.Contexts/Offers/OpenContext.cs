using System.Collections.Immutable;

namespace Boop.Contexts.Offers;

/// <summary>What of a context matters for finding it a scanner.</summary>
public readonly record struct OpenContext(ContextId Id, TerminalId? Terminal, ImmutableHashSet<ScannerId> FailedScanners);
