using Boop.Chaos.Observations;

namespace Boop.Chaos.Tests;

/// <summary>Further chapters of a log.</summary>
internal static class Continuations
{
    public static WrittenLog Answer(this WrittenLog log, double at, string outcome) => log
        .Says(at - 0.5, WrittenLog.Screen, """{"type":"scan","offer_id":"o1","attempt":1}""")
        .Hears(at, WrittenLog.Screen, $$"""{"type":"scan_result","offer_id":"o1","attempt":1,"outcome":"{{outcome}}","attempts_left":2}""");

    public static WrittenLog Cancel(this WrittenLog log, double at) =>
        log.Says(at, WrittenLog.Session, """{"type":"cancel_context","context_id":"c1","id":"q1"}""");

    public static WrittenLog Update(this WrittenLog log, double at, string state) =>
        log.Hears(at, WrittenLog.Session, $$"""{"type":"context_update","context_id":"c1","state":"{{state}}"}""");

    /// <summary>Another session of the vendor, of one instance with all others.</summary>
    public static WrittenLog Enters(this WrittenLog log, int connection, double askedAt, double admittedAt, int attempt) => log
        .Add(new Observation.Opened(WrittenLog.At(askedAt - 0.1), connection, Peer.Vendor))
        .Says(askedAt, connection, $$"""{"type":"authenticate","vendor_id":"{{WrittenLog.Vendor}}","instance":"till","attempt":{{attempt}}}""")
        .Hears(admittedAt, connection, """{"type":"authenticated"}""");

    public static WrittenLog Replaced(this WrittenLog log, double at, int connection) =>
        log.Add(new Observation.Frame(WrittenLog.At(at), connection, Heading.ToClient, WireMessage.OfClose(4409, "")));

    /// <summary>It asks for a context, and the store has it.</summary>
    public static WrittenLog Asks(this WrittenLog log, double at, int connection) =>
        log.Says(at, connection, """{"type":"create_context","context_id":"c1"}""").Stores(at);

    /// <summary>The vendor's session ends, and another begins.</summary>
    public static WrittenLog Returns(this WrittenLog log, double at) => log
        .Add(new Observation.Ended(WrittenLog.At(at - 1), WrittenLog.Session, ConnectionEnd.Client))
        .Add(new Observation.Opened(WrittenLog.At(at - 0.5), 3, Peer.Vendor))
        .Says(at - 0.1, 3, $$"""{"type":"authenticate","vendor_id":"{{WrittenLog.Vendor}}"}""")
        .Hears(at, 3, """{"type":"authenticated"}""");
}
