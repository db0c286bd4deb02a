using Boop.Chaos.Checking;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Running;

/// <summary>One run: the chance, how long everybody works, and which server.</summary>
internal sealed record RunPlan(int Seed, TimeSpan Work, ServerProgram Server)
{
    /// <summary>A run that has seen less proves nothing.</summary>
    public required Floor Floor { get; init; }

    /// <summary>Which promise, once it is seen broken, ends it; null for none.</summary>
    public Promise? Hunts { get; init; }
}
