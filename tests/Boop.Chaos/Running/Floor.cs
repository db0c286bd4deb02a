namespace Boop.Chaos.Running;

/// <summary>The least that a run must have seen to prove anything.</summary>
/// <param name="Contexts">Contexts that the store accepted.</param>
/// <param name="FaultsEach">Faults of each kind.</param>
/// <param name="ShareWithOpen">Of the faults, those that came while something was open.</param>
internal sealed record Floor(int Contexts, int FaultsEach, double ShareWithOpen)
{
    /// <summary>Of a run that proves.</summary>
    public static readonly Floor Full = new(5_000, 20, 0.9);

    /// <summary>Of a run that is too short to prove anything: that it was no idle one.</summary>
    public static readonly Floor Brief = new(400, 1, 0.8);
}
