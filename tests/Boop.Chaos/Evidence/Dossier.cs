using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Evidence;

/// <summary>
/// What was seen until a moment, sorted by connection, context, fault and process, beside what the store said before that moment.
/// </summary>
internal sealed class Dossier
{
    private readonly Dictionary<int, ConnectionTrace> _connections = [];
    private readonly Dictionary<string, ContextTrace> _contexts = [];
    private readonly Dictionary<int, FaultTrace> _faults = [];
    private readonly Dictionary<int, ServerLife> _lives = [];
    private readonly Dictionary<string, string> _contextOfOffer = [];
    private readonly Dictionary<(string, int), ScanTrace> _scans = [];
    private readonly List<Observation.ServerComplained> _complaints = [];
    private ILookup<string, ConnectionTrace>? _sessions;

    public Dossier(IReadOnlyList<Observation> log, StoreSnapshot store, RunClock clock, TimeSpan until)
    {
        Log = log;
        Store = store;
        Clock = clock;
        Until = until;
        foreach (Observation observation in log)
            Sort(observation);
    }

    public IReadOnlyList<Observation> Log { get; }

    public StoreSnapshot Store { get; }

    public RunClock Clock { get; }

    /// <summary>What happened after this moment is not known here.</summary>
    public TimeSpan Until { get; }

    public IReadOnlyDictionary<int, ConnectionTrace> Connections => _connections;

    public IReadOnlyDictionary<string, ContextTrace> Contexts => _contexts;

    public IReadOnlyCollection<FaultTrace> Faults => _faults.Values;

    public IReadOnlyCollection<ServerLife> Lives => _lives.Values;

    public IReadOnlyCollection<ScanTrace> Scans => _scans.Values;

    public IReadOnlyList<Observation.ServerComplained> Complaints => _complaints;

    /// <summary>Times in which nobody could write to the store.</summary>
    public IEnumerable<FaultTrace> StoreLocks => _faults.Values.Where(fault => fault.Kind is FaultKind.StoreLock);

    /// <summary>A vendor's connections that were let in, in the order of it.</summary>
    public IEnumerable<ConnectionTrace> SessionsOf(string vendor) =>
        (_sessions ??= _connections.Values.Where(one => one is { Peer: Peer.Vendor, AdmittedAt: not null }).OrderBy(one => one.AdmittedAt)
            .ToLookup(one => one.Client!))[vendor];

    /// <summary>The context that an offer is for; null where it does not say.</summary>
    public ContextTrace? ContextOf(string offer) => _contextOfOffer.TryGetValue(offer, out string? context) ? _contexts[context] : null;

    /// <summary>The life that was up all that time; null where there was none.</summary>
    public ServerLife? LifeOver(TimeSpan from, TimeSpan to) => _lives.Values.FirstOrDefault(life => life.IsUp(from, to));

    /// <summary>The number of the process that was up then; zero where there was none.</summary>
    public int LifeAt(TimeSpan at) => _lives.Values.LastOrDefault(life => life.StartedAt <= at)?.Number ?? 0;

    /// <summary>One process was up and the store could be written all that time.</summary>
    public bool IsCalm(TimeSpan from, TimeSpan to) => LifeOver(from, to) is not null && !StoreLocks.Any(held => held.Overlaps(from, to));

    /// <summary>A second owner claimed the vendor within that time.</summary>
    public bool IsClaimed(string vendor, TimeSpan from, TimeSpan to) =>
        _faults.Values.Any(fault => fault is { Kind: FaultKind.SecondOwner } && fault.Target == vendor && fault.Overlaps(from, to));

    private void Sort(Observation observation)
    {
        switch (observation)
        {
            case Observation.Opened opened:
                _connections[opened.Connection] = new ConnectionTrace(opened.Connection, opened.Peer, opened.At);
                break;
            case Observation.Frame frame when _connections.TryGetValue(frame.Connection, out ConnectionTrace? connection):
                connection.Add(frame);
                Sort(frame, connection);
                break;
            case Observation.Ended ended when _connections.TryGetValue(ended.Connection, out ConnectionTrace? connection):
                connection.End(ended.At);
                break;
            case Observation.FaultBegan began:
                FaultTrace fault = _faults[began.Fault] = new FaultTrace(began);
                if (began.Connection is { } hit && _connections.TryGetValue(hit, out ConnectionTrace? disturbed))
                    disturbed.Disturb(fault);
                break;
            case Observation.FaultEnded ended:
                _faults[ended.Fault].To = ended.At;
                break;
            case Observation.ServerStarted started:
                _lives[started.Life] = new ServerLife(started.Life, started.At);
                break;
            case Observation.ServerReady ready:
                _lives[ready.Life].ReadyAt = ready.At;
                break;
            case Observation.ServerTold told:
                _lives[told.Life].ToldAt = told.At;
                break;
            case Observation.ServerEnded ended:
                ServerLife life = _lives[ended.Life];
                life.EndedAt = ended.At;
                life.ExitCode = ended.ExitCode;
                life.WasAsked = ended.WasAsked;
                break;
            case Observation.ServerComplained complained:
                _complaints.Add(complained);
                break;
            case Observation.Handed handed:
                Context(handed.Context).Handed.Add(handed);
                break;
        }
    }

    private void Sort(Observation.Frame frame, ConnectionTrace connection)
    {
        if (connection.Peer is Peer.Scanner)
            SortScanners(frame);
        else if (frame.Message.Type == "ack" && frame.Heading is Heading.ToServer)
            SortAck(frame);
        else if (frame.Message.ContextId is { } id && connection.Client is { } vendor)
            SortVendors(frame, Context(id), vendor);
    }

    private void SortVendors(Observation.Frame frame, ContextTrace context, string vendor)
    {
        context.Vendor ??= vendor;
        context.Frames.Add(frame);
        if (frame.Heading is Heading.ToServer && frame.Message.Type == "create_context")
            context.Creates.Add(frame);
        else if (frame.Heading is Heading.ToServer && frame.Message.Type is "cancel_context" or "get_context")
            context.Inquiries.Add(frame);
        else if (frame.Heading is Heading.ToClient && frame.Message.Type == "context_update")
            context.Updates.Add(frame);
        else if (ToldOutcome.Of(frame) is { } told)
            context.Told.Add(told);
        else if (frame.Heading is Heading.ToClient && frame.Message.Type == "error")
            context.Errors.Add(frame);
    }

    private void SortAck(Observation.Frame frame)
    {
        foreach (string id in frame.Message.Texts("context_ids"))
        {
            ContextTrace context = Context(id);
            context.Acks.Add(frame);
            context.Frames.Add(frame);
        }
    }

    private void SortScanners(Observation.Frame frame)
    {
        if (frame.Message.Text("offer_id") is not { } offer)
            return;
        if (frame.Message.Type == "offer" && frame.Message.Text("description") is { } described)
        {
            _contextOfOffer.TryAdd(offer, described);
            Context(described).Offers.Add(frame);
        }

        ContextTrace? context = ContextOf(offer);
        context?.Frames.Add(frame);
        if (frame.Message.Type is not ("scan" or "scan_result"))
            return;
        int attempt = (int)(frame.Message.Number("attempt") ?? 0);
        if (!_scans.TryGetValue((offer, attempt), out ScanTrace? scan))
        {
            _scans.Add((offer, attempt), scan = new ScanTrace(offer, attempt));
            context?.Scans.Add(scan);
        }

        (frame.Message.Type == "scan" ? scan.Sent : scan.Answers).Add(frame);
    }

    private ContextTrace Context(string id)
    {
        if (!_contexts.TryGetValue(id, out ContextTrace? context))
            _contexts.Add(id, context = new ContextTrace(id));
        return context;
    }
}
