namespace Boop.Grains.Contracts;

/// <summary>A refusal with what its reader needs to mend the cause.</summary>
[GenerateSerializer, Immutable, Alias("boop.refusal")]
public sealed record Refusal(RefusalCode Code)
{
    /// <summary>The bad member of the requirements.</summary>
    [Id(0)]
    public string? Field { get; init; }

    /// <summary>After how many milliseconds the same message, alone, is not refused for the same reason.</summary>
    [Id(1)]
    public int? RetryAfterMs { get; init; }

    /// <summary>The trace id of an internal error.</summary>
    [Id(2)]
    public string? Detail { get; init; }
}
