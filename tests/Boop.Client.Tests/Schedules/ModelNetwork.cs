using System.Buffers;
using System.Net.WebSockets;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Tests.Schedules;

/// <summary>The vendor's side of the network, kept to its promises: one outcome per context, told until it is acknowledged.</summary>
internal sealed class ModelNetwork
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string?> _reasons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private readonly Queue<NetworkFault> _faults = new();
    private readonly List<string> _strays = [];
    private ModelSocket? _live;
    private int _refusals;

    /// <summary>What was acknowledged although it was never decided.</summary>
    internal IReadOnlyList<string> Strays => _strays;

    internal bool IsAllAcknowledged
    {
        get
        {
            lock (_gate)
            {
                return _reasons.Keys.All(_acknowledged.Contains);
            }
        }
    }

    internal IReadOnlyList<string> Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return [.. _acknowledged];
            }
        }
    }

    /// <summary>What came of a context; null where it is unknown or open.</summary>
    internal AuthenticationOutcome? OutcomeOf(string contextId)
    {
        lock (_gate)
        {
            return _reasons.GetValueOrDefault(contextId) switch
            {
                null => null,
                "cancelled" => new AuthenticationOutcome.Cancelled(),
                { } reason => new AuthenticationOutcome.Refused(reason),
            };
        }
    }

    internal Task<WebSocket> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _refusals-- > 0
                ? Task.FromException<WebSocket>(new WebSocketException("refused by the schedule"))
                : Task.FromResult<WebSocket>(new ModelSocket(Receive));
        }
    }

    internal void RefuseNext(int connections)
    {
        lock (_gate)
        {
            _refusals = connections;
        }
    }

    internal void Plan(NetworkFault fault)
    {
        lock (_gate)
        {
            _faults.Enqueue(fault);
        }
    }

    internal void Calm()
    {
        lock (_gate)
        {
            _faults.Clear();
            _refusals = 0;
        }
    }

    internal void Cut()
    {
        lock (_gate)
        {
            _live?.Abort();
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _live?.SayClose();
        }
    }

    /// <summary>Somebody at the scanner says no.</summary>
    internal void Decide(string contextId)
    {
        lock (_gate)
        {
            if (_reasons.TryGetValue(contextId, out string? reason) && reason is null)
            {
                _reasons[contextId] = $"because_{contextId}";
                TellOutcome_NeedsLock(contextId, null);
            }
        }
    }

    internal void DecideAll()
    {
        lock (_gate)
        {
            foreach (string contextId in _reasons.Keys.ToArray())
            {
                Decide(contextId);
            }
        }
    }

    private void Receive(ModelSocket socket, byte[] frame)
    {
        lock (_gate)
        {
            switch (VendorClientCodec.Decode(frame).Message)
            {
                case Authenticate:
                    _live?.Abort();
                    _live = socket;
                    Say_NeedsLock(new Authenticated("ven_1", "ses_1"));
                    foreach (string contextId in _reasons.Keys.Where(id => _reasons[id] is not null && !_acknowledged.Contains(id)))
                    {
                        TellOutcome_NeedsLock(contextId, null);
                    }

                    break;

                case Ping:
                    socket.Say(Encode(new Pong()));
                    break;

                case Ack ack when socket == _live:
                    _strays.AddRange(ack.ContextIds.Where(id => _reasons.GetValueOrDefault(id) is null));
                    _acknowledged.UnionWith(ack.ContextIds);
                    break;

                case { } message when socket == _live:
                    Meet_NeedsLock(message, _faults.TryDequeue(out NetworkFault fault) ? fault : NetworkFault.None);
                    break;
            }
        }
    }

    private void Meet_NeedsLock(VendorClientMessage message, NetworkFault fault)
    {
        ModelSocket? live = _live;
        if (fault == NetworkFault.CutBefore)
        {
            live?.Abort();
            return;
        }

        if (fault is NetworkFault.Mute or NetworkFault.DoAndRefuse)
        {
            _live = null;
        }

        if (fault is not (NetworkFault.Swallow or NetworkFault.Refuse))
        {
            Do_NeedsLock(message);
        }

        _live = live;
        if (fault is NetworkFault.Refuse or NetworkFault.DoAndRefuse)
        {
            Say_NeedsLock(new VendorError(WireError.Of(ErrorCode.Unavailable)) { Id = message.Id });
        }
        else if (fault == NetworkFault.CutBehind)
        {
            live?.Abort();
        }
    }

    private void Do_NeedsLock(VendorClientMessage message)
    {
        switch (message)
        {
            case CreateContext create:
                if (_reasons.TryAdd(create.ContextId, null))
                {
                    Say_NeedsLock(new ContextUpdate(create.ContextId, ContextStates.Accepted, 30_000));
                }
                else if (_reasons[create.ContextId] is not null)
                {
                    TellOutcome_NeedsLock(create.ContextId, create.Id);
                }

                break;

            case CancelContext cancel when _reasons.TryGetValue(cancel.ContextId, out string? reason):
                _reasons[cancel.ContextId] = reason ?? "cancelled";
                TellOutcome_NeedsLock(cancel.ContextId, cancel.Id);
                break;

            case GetContext look when _reasons.TryGetValue(look.ContextId, out string? reason):
                TellOutcome_NeedsLock(look.ContextId, look.Id);
                string state = reason is null ? ContextStates.Offered : reason == "cancelled" ? ContextStates.Cancelled : ContextStates.Failed;
                Say_NeedsLock(new ContextUpdate(look.ContextId, state, 0) { Id = look.Id });
                break;

            default:
                Say_NeedsLock(new VendorError(WireError.Of(ErrorCode.ContextNotFound)) { Id = message.Id });
                break;
        }
    }

    private void TellOutcome_NeedsLock(string contextId, string? id)
    {
        if (_reasons[contextId] is { } reason)
        {
            Say_NeedsLock(new AuthResult(contextId, new AuthenticationResult(false) { Reason = reason }) { Id = id });
        }
    }

    private void Say_NeedsLock(VendorServerMessage message) => _live?.Say(Encode(message));

    private static byte[] Encode(VendorServerMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        VendorServerCodec.Encode(message, frame);
        return frame.WrittenSpan.ToArray();
    }
}
