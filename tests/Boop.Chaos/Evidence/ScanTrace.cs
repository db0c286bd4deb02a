using Boop.Chaos.Observations;

namespace Boop.Chaos.Evidence;

/// <summary>One scan, however often it was sent, and what it was answered.</summary>
internal sealed class ScanTrace(string offer, int attempt)
{
    public string Offer => offer;

    public int Attempt => attempt;

    public List<Observation.Frame> Sent { get; } = [];

    public List<Observation.Frame> Answers { get; } = [];
}
