namespace Boop.Contexts.Lifecycle;

/// <summary>What came of a scan.</summary>
/// <param name="Verdict">As far as a scanner may know.</param>
/// <param name="AttemptsLeft">How many unrecognised scans the context still bears.</param>
public sealed record ScanAnswer(ScanVerdict Verdict, int AttemptsLeft);
