namespace Boop.Protocol.Tests.Vectors;

/// <summary>A step that precedes a vector's frame.</summary>
public sealed record VectorStep
{
    public string? Send { get; init; }
}
