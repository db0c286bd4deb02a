using Boop.Chaos.Observations;

namespace Boop.Chaos.Faults;

/// <summary>Numbers the faults and tells the log of them.</summary>
internal sealed class FaultBook(ObservationLog log)
{
    private int _last;

    public int Begin(FaultKind kind, string target = "", int? connection = null, long? epoch = null)
    {
        int fault = Interlocked.Increment(ref _last);
        log.Add(at => new Observation.FaultBegan(at, fault, kind, target, connection) { Epoch = epoch });
        return fault;
    }

    public void End(int fault) => log.Add(at => new Observation.FaultEnded(at, fault));
}
