using Boop.Chaos.Observations;

namespace Boop.Chaos.Evidence;

/// <summary>All that is known of one connection.</summary>
internal sealed class ConnectionTrace(int number, Peer peer, TimeSpan openedAt)
{
    private readonly List<Observation.Frame> _frames = [];
    private readonly List<FaultTrace> _faults = [];

    public int Number => number;

    public Peer Peer => peer;

    public TimeSpan OpenedAt => openedAt;

    public IReadOnlyList<Observation.Frame> Frames => _frames;

    /// <summary>The vendor or scanner that asked to be let in.</summary>
    public string? Client { get; private set; }

    public string? Instance { get; private set; }

    public long? Attempt { get; private set; }

    /// <summary>When it asked.</summary>
    public TimeSpan? AskedAt { get; private set; }

    /// <summary>When the server was seen to let it in.</summary>
    public TimeSpan? AdmittedAt { get; private set; }

    /// <summary>From when on nothing more is owed to it: a close frame of either side, or the end.</summary>
    public TimeSpan? OverAt { get; private set; }

    /// <summary>The server's close frame.</summary>
    public Observation.Frame? Farewell { get; private set; }

    public void Add(Observation.Frame frame)
    {
        _frames.Add(frame);
        WireMessage message = frame.Message;
        if (message.Opcode is WireOpcode.Close)
        {
            OverAt ??= frame.At;
            if (frame.Heading is Heading.ToClient)
                Farewell ??= frame;
        }
        else if (frame.Heading is Heading.ToServer && message.Type == "authenticate" && Client is null)
        {
            Client = message.Text("vendor_id") ?? message.Text("scanner_id");
            Instance = message.Text("instance");
            Attempt = message.Number("attempt");
            AskedAt = frame.At;
        }
        else if (frame.Heading is Heading.ToClient && message.Type == "authenticated")
        {
            AdmittedAt ??= frame.At;
        }
    }

    public void End(TimeSpan at) => OverAt ??= at;

    public void Disturb(FaultTrace fault) => _faults.Add(fault);

    /// <summary>It was a session all that time, and nothing was done to it.</summary>
    public bool IsSound(TimeSpan from, TimeSpan to) => AdmittedAt is not null && IsUndisturbed(from, to);

    /// <summary>It was there all that time, and nothing was done to it.</summary>
    public bool IsUndisturbed(TimeSpan from, TimeSpan to) =>
        openedAt <= from && !(OverAt < to) && !_faults.Exists(fault => fault.Overlaps(from, to));
}
