namespace Boop.Testing;

/// <summary>What precedes the frame that a vector is about.</summary>
public sealed record VectorStep
{
    public string? Send { get; init; }

    public int Times { get; init; } = 1;

    public string? Event { get; init; }

    /// <summary>How many frames follow, to be read and dropped.</summary>
    public int Expect { get; init; }
}
