namespace Boop.Gateway.Tests.Sessions;

/// <summary>What precedes the frame that a vector is about.</summary>
public sealed record VectorStep(string Send)
{
    public int Times { get; init; } = 1;
}
