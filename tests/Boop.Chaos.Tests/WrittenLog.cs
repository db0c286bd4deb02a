using Boop.Chaos.Checking;
using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Tests;

/// <summary>A log written by hand, in seconds: one server, one vendor's session, and whatever a test adds.</summary>
internal sealed class WrittenLog
{
    public const string Vendor = "ven_one";
    public const string Context = "c1";
    public const int Session = 1;
    public const int Screen = 2;

    private readonly List<Observation> _log =
    [
        new Observation.ServerStarted(At(0), 1),
        new Observation.ServerReady(At(1), 1),
        new Observation.Opened(At(1), Session, Peer.Vendor),
        new Observation.Opened(At(1), Screen, Peer.Scanner),
    ];

    private readonly Dictionary<string, StoreRow> _rows = [];
    private readonly Dictionary<string, long> _epochs = [];
    private readonly RunClock _clock = new(TimeProvider.System);

    public WrittenLog()
    {
        Says(1.1, Session, $$"""{"type":"authenticate","vendor_id":"{{Vendor}}"}""");
        Hears(1.2, Session, """{"type":"authenticated"}""");
    }

    public static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    public WrittenLog Add(Observation observation)
    {
        _log.Add(observation);
        return this;
    }

    public WrittenLog Says(double at, int connection, string json)
    {
        Observation.Frame frame = new(At(at), connection, Heading.ToServer, WireMessage.Of(json));
        frame.Pass(At(at));
        return Add(frame);
    }

    public WrittenLog Hears(double at, int connection, string json) => Add(new Observation.Frame(At(at), connection, Heading.ToClient, WireMessage.Of(json)));

    public WrittenLog Create(double at) => Says(at, Session, $$"""{"type":"create_context","context_id":"{{Context}}"}""");

    public WrittenLog Result(double at, string body) => Hears(at, Session, $$"""{"type":"auth_result","context_id":"{{Context}}","result":{{body}}}""");

    public WrittenLog Expired(double at) => Hears(at, Session, $$"""{"type":"error","context_id":"{{Context}}","code":"CONTEXT_EXPIRED"}""");

    public WrittenLog Fault(double from, double to, FaultKind kind, string target = "", long? epoch = null)
    {
        int number = _log.Count;
        Add(new Observation.FaultBegan(At(from), number, kind, target, null) { Epoch = epoch });
        return Add(new Observation.FaultEnded(At(to), number));
    }

    public WrittenLog Stores(double acceptedAt, string? outcome = null, double? decidedAt = null, string context = Context)
    {
        _rows[context] = new StoreRow(context, Vendor, At(acceptedAt), At(acceptedAt + 30))
        {
            Outcome = outcome,
            DecidedAt = decidedAt is { } at ? At(at) : null,
        };
        return this;
    }

    public WrittenLog Owned(long epoch)
    {
        _epochs[Vendor] = epoch;
        return this;
    }

    /// <summary>The promises that the checker finds broken, the log being closed at that time.</summary>
    public IReadOnlyList<Promise> Broken(double until = 120) =>
        [.. Checker.Check(Close(until)).Select(violation => violation.Promise).Distinct()];

    /// <summary>The messages that are not as the contract says. The greeting of every log is one: it is shorter than a server's.</summary>
    public IReadOnlyList<Violation> Drift() => [.. ContractRules.Check(Close(120))];

    private Dossier Close(double until) =>
        new([.. _log.OrderBy(observation => observation.At)], new StoreSnapshot(At(until), _rows, _epochs), _clock, At(until));
}
