namespace Boop.Chaos.Checking;

/// <summary>A promise that was not kept.</summary>
/// <param name="Promise">Which.</param>
/// <param name="Says">In one sentence.</param>
/// <param name="At">When it showed.</param>
internal sealed record Violation(Promise Promise, string Says, TimeSpan At)
{
    /// <summary>The context that it happened to, if it was one.</summary>
    public string? Context { get; init; }

    /// <summary>The vendor that it happened to, if it was one.</summary>
    public string? Vendor { get; init; }

    /// <summary>The connection that shows it, if it is one.</summary>
    public int? Connection { get; init; }
}
