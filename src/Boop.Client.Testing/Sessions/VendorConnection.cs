using System.Buffers;
using System.Globalization;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Testing;

/// <summary>
/// One connection from the network's side, from its first byte to its last: what it says, how it closes, and what goes wrong with it.
/// What its messages mean is <see cref="VendorTalk"/>'s. The network's gate guards it.
/// </summary>
internal sealed class VendorConnection
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);

    private readonly BoopTestClock _clock;
    private readonly BoopTestFaults _faults;
    private readonly FrameLog _log;
    private readonly SessionSlot _slot;
    private readonly Action<Action> _locked;
    private readonly VendorTalk _talk;
    private readonly List<ITimer> _timers = [];
    private Action<bool>? _probe;
    private bool _isMute;

    internal VendorConnection(
        int number, Wire wire, BoopTestClock clock, BoopTestFaults faults, FrameLog log, SessionSlot slot, Action<Action> locked)
    {
        Number = number;
        Wire = wire;
        _clock = clock;
        _faults = faults;
        _log = log;
        _slot = slot;
        _locked = locked;
        wire.Received = Receive;
        wire.Violated = code => Close(code, reason: "");
        wire.Left = End;
        _talk = new VendorTalk(this, slot, faults, clock);
        _talk.Begin();
    }

    internal int Number { get; }

    internal Wire Wire { get; }

    internal ConnectionPhase Phase { get; set; }

    internal bool HasEnded => Phase is ConnectionPhase.Ended;

    internal bool IsOver => Phase is ConnectionPhase.Closing or ConnectionPhase.Ended;

    internal bool IsSession => _slot.Live == this;

    internal int? CloseCode { get; private set; }

    internal void Send(VendorServerMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        VendorServerCodec.Encode(message, frame);
        Send(WireMessage.Text(frame.WrittenMemory), MessageNames.Of(message));
    }

    /// <summary>Sends what need not be a message of the protocol.</summary>
    internal void Send(WireMessage message, string type)
    {
        if (IsOver || _isMute)
        {
            return;
        }

        WireFault fault = _faults.Next(type);
        byte[] bytes = message.ToBytes();
        Log(BoopTestDirection.FromNetwork, type, message.Payload, Wire.Carries && fault is WireFault.None or WireFault.CutAfter);
        switch (fault)
        {
            case WireFault.None:
                Wire.Send(bytes);
                break;

            case WireFault.CutBefore:
                End();
                break;

            case WireFault.CutDuring:
                Wire.Send(bytes.AsSpan(0, bytes.Length / 2));
                End();
                break;

            case WireFault.CutAfter:
                Wire.Send(bytes);
                End();
                break;
        }
    }

    /// <summary>Says why, then closes.</summary>
    internal void Refuse(WireError error, string? id, int closeCode)
    {
        Send(new VendorError(error) { Id = id });
        Close(closeCode, reason: "");
    }

    /// <summary>For a cause that passes: says why, and when to come back.</summary>
    internal void TurnAway(WireError error, string? id)
    {
        const int SomeTime = 1_000;
        Send(new VendorError(error) { Id = id });
        Close(Protocol.CloseCode.TryAgainLater, CloseHint.Format(error.RetryAfterMs ?? SomeTime));
    }

    internal void Enter(Authenticated greeting)
    {
        Phase = ConnectionPhase.Live;
        Send(greeting);
        _slot.Contexts.Redeliver();
        _talk.GoOn();
    }

    internal void Close(int code, string reason)
    {
        if (IsOver)
        {
            return;
        }

        Leave();
        Phase = ConnectionPhase.Closing;
        CloseCode = code;
        string text = string.Create(CultureInfo.InvariantCulture, $"close {code} {reason}").TrimEnd();
        _log.Add(new BoopTestFrame(_clock.GetUtcNow(), Number, BoopTestDirection.FromNetwork, "close", text, Wire.Carries && !_isMute));
        if (!_isMute)
        {
            Wire.Send(WireMessage.Close(code, reason).ToBytes());
        }

        After(CloseTimeout, End);
    }

    /// <summary>Asks the client for a sign of life.</summary>
    internal void Probe(Action<bool> answer)
    {
        Action<bool>? others = _probe;
        _probe = isAlive =>
        {
            others?.Invoke(isAlive);
            answer(isAlive);
        };
        Wire.Send(new WireMessage(Opcode.Ping, []).ToBytes());
        After(ProbePatience, () => Answer(isAlive: false));
    }

    /// <summary>It is over, without a word.</summary>
    internal void End()
    {
        if (HasEnded)
        {
            return;
        }

        Leave();
        Phase = ConnectionPhase.Ended;
        Wire.End();
        Answer(isAlive: false);
        _timers.ForEach(static timer => timer.Dispose());
    }

    internal void After(TimeSpan delay, Action act) => _timers.Add(_clock.CreateOwn(() => _locked(act), delay));

    private void Leave() => _slot.Detach(this);

    private void Answer(bool isAlive)
    {
        Action<bool>? probe = _probe;
        _probe = null;
        probe?.Invoke(isAlive);
    }

    private void Receive(WireMessage message)
    {
        Answer(isAlive: true);
        switch (message.Opcode)
        {
            case Opcode.Close:
                HearClose(message);
                break;

            case var _ when Phase is ConnectionPhase.Closing:
                break;

            case Opcode.Ping:
                Wire.Send((message with { Opcode = Opcode.Pong }).ToBytes());
                break;

            case Opcode.Binary:
                Close(Protocol.CloseCode.UnsupportedData, reason: "");
                break;

            case Opcode.Text:
                Hear(message.Payload);
                break;
        }
    }

    private void HearClose(WireMessage message)
    {
        string text = $"close {message.CloseCode} {message.CloseReason}".TrimEnd();
        _log.Add(new BoopTestFrame(_clock.GetUtcNow(), Number, BoopTestDirection.FromVendor, "close", text, Arrived: true));
        if (Phase is not ConnectionPhase.Closing)
        {
            CloseCode = message.CloseCode;
            Wire.Send(WireMessage.Close(Protocol.CloseCode.Normal, "").ToBytes());
        }

        End();
    }

    private void Hear(byte[] payload)
    {
        Decoded<VendorClientMessage> decoded = VendorClientCodec.Decode(payload);
        string type = MessageNames.Of(decoded);
        WireFault fault = _faults.Next(type);
        bool arrives = fault is WireFault.None or WireFault.CutAfter;
        Log(BoopTestDirection.FromVendor, type, payload, arrives);
        _isMute = fault is WireFault.CutAfter;
        if (arrives)
        {
            _talk.Take(decoded);
        }

        if (fault is WireFault.CutBefore or WireFault.CutDuring or WireFault.CutAfter)
        {
            End();
        }
    }

    private void Log(BoopTestDirection direction, string type, ReadOnlySpan<byte> payload, bool arrived) =>
        _log.Add(new BoopTestFrame(_clock.GetUtcNow(), Number, direction, type, Redaction.Redact(payload), arrived));
}
