using Boop.Chaos.Observations;

namespace Boop.Chaos.Evidence;

/// <summary>A fault from its beginning to its end.</summary>
internal sealed class FaultTrace(Observation.FaultBegan began)
{
    public FaultKind Kind => began.Kind;

    public string Target => began.Target;

    public int? Connection => began.Connection;

    public long? Epoch => began.Epoch;

    public TimeSpan From => began.At;

    /// <summary>Null while it lasts.</summary>
    public TimeSpan? To { get; set; }

    public bool Overlaps(TimeSpan from, TimeSpan to) => From < to && !(To < from);
}
