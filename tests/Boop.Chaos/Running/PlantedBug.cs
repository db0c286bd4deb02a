using Boop.Chaos.Checking;

namespace Boop.Chaos.Running;

/// <summary>A bug of <c>Boop.Chaos.Server</c> and the promise that it breaks.</summary>
internal sealed record PlantedBug(string Name, Promise Breaks)
{
    public static readonly IReadOnlyList<PlantedBug> All =
    [
        new("no-redelivery", Promise.G2),
        new("erased-early", Promise.G2),
        new("two-outcomes", Promise.G1),
        new("deadline-reset", Promise.G3),
        new("window-refilled", Promise.G5),
        new("stale-owner", Promise.G4),
        new("told-early", Promise.G1),
        new("batch-mates", Promise.G9),
    ];
}
