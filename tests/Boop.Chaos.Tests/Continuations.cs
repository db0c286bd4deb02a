using Boop.Chaos.Observations;

namespace Boop.Chaos.Tests;

/// <summary>Further chapters of a log.</summary>
internal static class Continuations
{
    public static WrittenLog Answer(this WrittenLog log, double at, string outcome) => log
        .Says(at - 0.5, WrittenLog.Screen, """{"type":"scan","offer_id":"o1","attempt":1}""")
        .Hears(at, WrittenLog.Screen, $$"""{"type":"scan_result","offer_id":"o1","attempt":1,"outcome":"{{outcome}}","attempts_left":2}""");

    /// <summary>The vendor's session ends, and another begins.</summary>
    public static WrittenLog Returns(this WrittenLog log, double at) => log
        .Add(new Observation.Ended(WrittenLog.At(at - 1), WrittenLog.Session, ConnectionEnd.Client))
        .Add(new Observation.Opened(WrittenLog.At(at - 0.5), 3, Peer.Vendor))
        .Says(at - 0.1, 3, $$"""{"type":"authenticate","vendor_id":"{{WrittenLog.Vendor}}"}""")
        .Hears(at, 3, """{"type":"authenticated"}""");
}
