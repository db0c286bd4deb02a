using Boop.Contexts.Lifecycle;

namespace Boop.Grains.Contracts;

/// <summary>What came of a scan.</summary>
/// <param name="Verdict">As far as a scanner may know.</param>
/// <param name="AttemptsLeft">How many unrecognised scans the context still bears.</param>
[GenerateSerializer, Immutable, Alias("boop.scan-answer")]
public sealed record ScanAnswer(ScanVerdict Verdict, int AttemptsLeft);
