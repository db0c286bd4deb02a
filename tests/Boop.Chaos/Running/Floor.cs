namespace Boop.Chaos.Running;

/// <summary>The least that a run must have seen to prove anything.</summary>
/// <param name="Contexts">Contexts that the store accepted.</param>
/// <param name="FaultsEach">Faults of each kind.</param>
/// <param name="ShareWithOpen">Of the faults, those that came while something was open.</param>
internal sealed record Floor(int Contexts, int FaultsEach, double ShareWithOpen)
{
    /// <summary>Of a run of ten minutes.</summary>
    public static readonly Floor Full = new(5_000, 20, 0.9);
}
