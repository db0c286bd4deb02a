using Boop.Protocol;

namespace Boop.Client.Testing;

/// <summary>What is to go wrong. Each fault happens as often as it was asked for, in the order in which it was.</summary>
/// <remarks>Thread-safe. Message types are those of <see cref="BoopTestMessageTypes"/>; the type says which way the message goes.</remarks>
public sealed class BoopTestFaults
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly Lock _gate;
    private readonly Queue<(ConnectFault Fault, int Status)> _connects = new();
    private readonly List<OnWire> _onWire = [];
    private readonly List<(string Type, WireError Error)> _answers = [];

    internal BoopTestFaults(Lock gate) => _gate = gate;

    /// <summary>The next attempts to connect find nobody.</summary>
    /// <param name="attempts">How many.</param>
    public void RefuseConnections(int attempts) => Connects(ConnectFault.Refused, attempts, status: 0);

    /// <summary>The next attempts to connect get an HTTP status in place of a WebSocket.</summary>
    /// <param name="attempts">How many.</param>
    /// <param name="httpStatus">Which status, such as 503.</param>
    public void RefuseUpgrades(int attempts, int httpStatus) => Connects(ConnectFault.UpgradeRefused, attempts, httpStatus);

    /// <summary>The next attempts to connect get no answer at all.</summary>
    /// <param name="attempts">How many.</param>
    public void HangConnections(int attempts) => Connects(ConnectFault.Hangs, attempts, status: 0);

    /// <summary>Breaks the connection before the next message of this type: nothing of it arrives.</summary>
    /// <param name="messageType">Which type.</param>
    public void CutBefore(string messageType) => CutBefore(messageType, occurrence: 1);

    /// <summary>Breaks the connection before a message of this type: nothing of it arrives.</summary>
    /// <param name="messageType">Which type.</param>
    /// <param name="occurrence">Which message of the type from now on: 1 for the next.</param>
    public void CutBefore(string messageType, int occurrence) => Add(messageType, WireFault.CutBefore, occurrence);

    /// <summary>Breaks the connection in the midst of the next message of this type: half of it arrives.</summary>
    /// <param name="messageType">Which type.</param>
    public void CutDuring(string messageType) => CutDuring(messageType, occurrence: 1);

    /// <summary>Breaks the connection in the midst of a message of this type: half of it arrives.</summary>
    /// <param name="messageType">Which type.</param>
    /// <param name="occurrence">Which message of the type from now on: 1 for the next.</param>
    public void CutDuring(string messageType, int occurrence) => Add(messageType, WireFault.CutDuring, occurrence);

    /// <summary>Breaks the connection behind the next message of this type: it arrives, and its answers do not.</summary>
    /// <param name="messageType">Which type.</param>
    public void CutAfter(string messageType) => CutAfter(messageType, occurrence: 1);

    /// <summary>Breaks the connection behind a message of this type: it arrives, and its answers do not.</summary>
    /// <param name="messageType">Which type.</param>
    /// <param name="occurrence">Which message of the type from now on: 1 for the next.</param>
    public void CutAfter(string messageType, int occurrence) => Add(messageType, WireFault.CutAfter, occurrence);

    /// <summary>The next message of this type vanishes, and the connection lives on.</summary>
    /// <param name="messageType">Which type.</param>
    public void Lose(string messageType) => Lose(messageType, occurrence: 1);

    /// <summary>A message of this type vanishes, and the connection lives on.</summary>
    /// <param name="messageType">Which type.</param>
    /// <param name="occurrence">Which message of the type from now on: 1 for the next.</param>
    public void Lose(string messageType, int occurrence) => Add(messageType, WireFault.Lost, occurrence);

    /// <summary>Answers the next message of this type, which a vendor sends, with an error, and does nothing else about it.</summary>
    /// <remarks>A refused <c>authenticate</c> is followed by the close that the protocol names for the code.</remarks>
    /// <param name="messageType">Which type.</param>
    /// <param name="code">Any code of the protocol, such as <c>RATE_LIMITED</c>, or one that is yet to come.</param>
    public void Fail(string messageType, string code) => Answer(messageType, ErrorOf(code));

    /// <summary>As <see cref="Fail(string, string)"/>, with the time after which to try again.</summary>
    /// <param name="messageType">Which type.</param>
    /// <param name="code">Any code of the protocol, such as <c>RATE_LIMITED</c>, or one that is yet to come.</param>
    /// <param name="retryAfter">After how long the same message is not refused for the same reason.</param>
    public void Fail(string messageType, string code, TimeSpan retryAfter) =>
        Answer(messageType, ErrorOf(code) with { RetryAfterMs = (int)retryAfter.TotalMilliseconds });

    internal static WireError ErrorOf(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        WireError error = ErrorCodes.TryParse(code, out ErrorCode known) ? WireError.Of(known) : new WireError(code, code, IsRetryable: false);
        return error.Code == ErrorCodes.Name(ErrorCode.InternalError) ? error with { Detail = TraceId } : error;
    }

    internal (ConnectFault Fault, int Status) NextConnect() => _connects.TryDequeue(out (ConnectFault, int) next) ? next : default;

    /// <summary>What happens to this message; each fault that waits for a later one comes nearer.</summary>
    internal WireFault Next(string messageType)
    {
        OnWire? next = null;
        foreach (OnWire waiting in _onWire.Where(one => one.Type == messageType))
        {
            waiting.Left--;
            next ??= waiting.Left <= 0 ? waiting : null;
        }

        if (next is null)
        {
            return WireFault.None;
        }

        _onWire.Remove(next);
        return next.Fault;
    }

    /// <summary>The error that is to answer this message; null where none is.</summary>
    internal WireError? NextAnswer(string messageType)
    {
        int index = _answers.FindIndex(one => one.Type == messageType);
        if (index < 0)
        {
            return null;
        }

        WireError error = _answers[index].Error;
        _answers.RemoveAt(index);
        return error;
    }

    private void Connects(ConnectFault fault, int attempts, int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        lock (_gate)
        {
            for (int i = 0; i < attempts; i++)
            {
                _connects.Enqueue((fault, status));
            }
        }
    }

    private void Add(string messageType, WireFault fault, int occurrence)
    {
        Check(messageType, [.. BoopTestMessageTypes.FromVendor, .. BoopTestMessageTypes.FromNetwork]);
        ArgumentOutOfRangeException.ThrowIfLessThan(occurrence, 1);
        lock (_gate)
        {
            _onWire.Add(new OnWire(messageType, fault) { Left = occurrence });
        }
    }

    private void Answer(string messageType, WireError error)
    {
        Check(messageType, BoopTestMessageTypes.FromVendor);
        lock (_gate)
        {
            _answers.Add((messageType, error));
        }
    }

    private static void Check(string messageType, IReadOnlyList<string> known)
    {
        if (!known.Contains(messageType))
        {
            throw new ArgumentException($"No such message: '{messageType}'. There are {string.Join(", ", known)}.", nameof(messageType));
        }
    }

    private sealed class OnWire(string type, WireFault fault)
    {
        internal string Type => type;

        internal WireFault Fault => fault;

        internal int Left { get; set; }
    }
}
