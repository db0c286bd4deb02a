using Boop.Gateway.Mapping;
using Boop.Gateway.Sockets;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Gateway.Sessions;

/// <summary>
/// One connection that asks, or asked, to be a vendor's session. Holds the observer that the grain notifies: Orleans itself
/// holds it weakly. The grain is told of every outcome that has left, so that it sends on at the socket's pace.
/// </summary>
internal sealed class VendorSession : IClientSession<VendorClientMessage, VendorServerMessage>
{
    private const int WrittenAtOnce = 16;
    private const string ProgressFeature = "progress";

    private readonly SessionId _id = SessionId.New();
    private readonly Authenticate _authenticate;
    private readonly ISocketOutbox<VendorServerMessage> _outbox;
    private readonly ICredentialCheck _credentials;
    private readonly IGrainFactory _grains;
    private readonly SessionEvents _events;
    private readonly NoticeGate<VendorNotice> _gate;
    private readonly VendorObserver _observer;
    private readonly ClusterView _cluster;
    private readonly GrainBond _bond;
    private IVendorGrain? _grain;
    private IVendorSession? _reference;
    private bool _mayBeAttached;
    private long _forwarded;
    private int _written;

    public VendorSession(
        Authenticate authenticate,
        ISocketOutbox<VendorServerMessage> outbox,
        ICredentialCheck credentials,
        IGrainFactory grains,
        ClusterView cluster,
        TimeProvider time,
        SessionEvents events)
    {
        _authenticate = authenticate;
        _outbox = outbox;
        _credentials = credentials;
        _grains = grains;
        _cluster = cluster;
        _bond = new GrainBond(time);
        _events = events;
        _gate = new NoticeGate<VendorNotice>(Handle);
        _observer = new VendorObserver(_gate);
    }

    public ValueTask<CredentialAnswer> CheckAsync(CancellationToken cancellationToken) =>
        _credentials.CheckVendorAsync(_authenticate.VendorId, _authenticate.ApiKey, cancellationToken);

    public async Task<Admission<VendorServerMessage>> AttachAsync()
    {
        _grain = _grains.GetGrain<IVendorGrain>(_authenticate.VendorId);
        _reference = _grains.CreateObjectReference<IVendorSession>(_observer);
        _mayBeAttached = true;
        bool wantsProgress = _authenticate.Features.Contains(ProgressFeature);
        var attach = new VendorAttach(_id, _authenticate.Instance, _authenticate.Attempt, wantsProgress, _cluster.Own);
        switch (await _bond.EnterAsync(() => _grain.AttachAsync(attach, _reference)))
        {
            case AttachAnswer.Attached attached:
                _events.Attached(_authenticate.VendorId, _id);
                var greeting = new Authenticated(_authenticate.VendorId, _id.Value) { Id = _authenticate.Id };
                return new Admission<VendorServerMessage>.Admitted(greeting, attached.MessageAgesMs);
            case AttachAnswer.Refused refused:
                _mayBeAttached = false;
                return new Admission<VendorServerMessage>.Refused(refused.Refusal);
            default:
                _mayBeAttached = false;
                return new Admission<VendorServerMessage>.Outdated();
        }
    }

    public void OpenNotices() => _gate.Open();

    public Task ForwardAsync(long number, VendorClientMessage? message)
    {
        VendorCommand command = (message is null ? null : VendorMapping.ToCommand(message)) ?? VendorCommand.Count.One;
        Volatile.Write(ref _forwarded, number);
        return _grain!.ReceiveAsync(_id, number, command);
    }

    public Task<bool> IsHeldAsync() => _bond.HoldsAsync(() => _grain!.CheckAsync(_id), Volatile.Read(ref _forwarded), () => _gate.Last);

    public void OnWritten(VendorServerMessage message, bool more)
    {
        if (VendorMapping.IsOutcome(message))
            _written++;
        if (_written == 0 || (more && _written < WrittenAtOnce))
            return;
        int written = _written;
        _written = 0;
        _ = WatchAsync(_grain!.SentAsync(_id, written));
    }

    public async Task DetachAsync()
    {
        try
        {
            if (!_mayBeAttached)
                return;
            _events.Ended(_authenticate.VendorId, _id);
            await _grain!.DetachAsync(_id);
        }
        finally
        {
            if (_reference is not null)
                _grains.DeleteObjectReference<IVendorSession>(_reference);
        }
    }

    private void Handle(VendorNotice notice)
    {
        try
        {
            switch (notice)
            {
                case VendorNotice.Decided decided:
                    _outbox.Send(VendorMapping.ToWire(decided));
                    break;
                case VendorNotice.Updated updated:
                    _outbox.Send(VendorMapping.ToWire(updated));
                    break;
                case VendorNotice.Refused refused:
                    _outbox.Send(VendorMapping.ToWire(refused));
                    break;
                case VendorNotice.Replaced:
                    _outbox.Send(new VendorError(WireError.Of(ErrorCode.SessionReplaced)));
                    _outbox.Close(CloseOrder.Of(CloseCode.SessionReplaced));
                    break;
                case VendorNotice.Probe:
                    _outbox.Probe(() => _ = WatchAsync(_grain!.AliveAsync(_id)));
                    break;
                case VendorNotice.Lost:
                    _outbox.Close(new CloseOrder(CloseCode.ServiceRestart, RetryHints.Lost()));
                    break;
            }
        }
        catch (Exception fault)
        {
            _events.SessionBroke(fault);
            _outbox.Close(CloseOrder.Of(CloseCode.InternalError));
        }
    }

    private async Task WatchAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception fault)
        {
            _events.CallLost(fault);
            _outbox.Close(new CloseOrder(CloseCode.ServiceRestart, RetryHints.Lost()));
        }
    }

    private sealed class VendorObserver(NoticeGate<VendorNotice> gate) : IVendorSession
    {
        public Task NotifyAsync(VendorNotice notice)
        {
            gate.Deliver(notice.Number, notice);
            return Task.CompletedTask;
        }
    }
}
