using Boop.Gateway.Mapping;
using Boop.Gateway.Sockets;
using Boop.Grains.Contracts;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Gateway.Sessions;

/// <summary>
/// One connection that asks, or asked, to be a scanner's session. Holds the observer that the grain notifies: Orleans itself
/// holds it weakly. Its message limit begins anew with each connection.
/// </summary>
internal sealed class ScannerSession : IClientSession<ScannerClientMessage, ScannerServerMessage>
{
    private readonly SessionId _id = SessionId.New();
    private readonly ScannerAuthenticate _authenticate;
    private readonly ISocketOutbox<ScannerServerMessage> _outbox;
    private readonly ICredentialCheck _credentials;
    private readonly IGrainFactory _grains;
    private readonly SessionEvents _events;
    private readonly NoticeGate<ScannerNotice> _gate;
    private readonly ScannerObserver _observer;
    private readonly ClusterView _cluster;
    private readonly GrainBond _bond;
    private IScannerGrain? _grain;
    private IScannerSession? _reference;
    private bool _mayBeAttached;
    private long _forwarded;

    public ScannerSession(
        ScannerAuthenticate authenticate,
        ISocketOutbox<ScannerServerMessage> outbox,
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
        _gate = new NoticeGate<ScannerNotice>(Handle);
        _observer = new ScannerObserver(_gate);
    }

    public ValueTask<CredentialAnswer> CheckAsync(CancellationToken cancellationToken) =>
        _credentials.CheckScannerAsync(_authenticate.ScannerId, _authenticate.ScannerKey, cancellationToken);

    public async Task<Admission<ScannerServerMessage>> AttachAsync()
    {
        _grain = _grains.GetGrain<IScannerGrain>(_authenticate.ScannerId);
        _reference = _grains.CreateObjectReference<IScannerSession>(_observer);
        _mayBeAttached = true;
        var attach = new ScannerAttach(_id, _authenticate.Capacity, _cluster.Own);
        switch (await _bond.EnterAsync(() => _grain.AttachAsync(attach, _reference)))
        {
            case ScannerAttachAnswer.Attached attached:
                _events.Attached(_authenticate.ScannerId, _id);
                var greeting = new ScannerAuthenticated(_authenticate.ScannerId, attached.VendorName, attached.Terminal.Value)
                {
                    Id = _authenticate.Id,
                };
                return new Admission<ScannerServerMessage>.Admitted(greeting, [0]);
            case ScannerAttachAnswer.Refused refused:
                _mayBeAttached = false;
                return new Admission<ScannerServerMessage>.Refused(refused.Refusal);
            default:
                throw new InvalidOperationException("ScannerAttachAnswer is a closed set.");
        }
    }

    public void OpenNotices() => _gate.Open();

    public Task ForwardAsync(long number, ScannerClientMessage? message)
    {
        ScannerCommand command = (message is null ? null : ScannerMapping.ToCommand(message)) ?? ScannerCommand.Count.One;
        Volatile.Write(ref _forwarded, number);
        return _grain!.ReceiveAsync(_id, number, command);
    }

    public Task<bool> IsHeldAsync() => _bond.HoldsAsync(() => _grain!.CheckAsync(_id), Volatile.Read(ref _forwarded), () => _gate.Last);

    public void OnWritten(ScannerServerMessage message, bool more)
    {
        // A scanner is owed no more than its capacity: nothing has to wait for the socket.
    }

    public async Task DetachAsync()
    {
        try
        {
            if (!_mayBeAttached)
                return;
            _events.Ended(_authenticate.ScannerId, _id);
            await _grain!.DetachAsync(_id);
        }
        finally
        {
            if (_reference is not null)
                _grains.DeleteObjectReference<IScannerSession>(_reference);
        }
    }

    private void Handle(ScannerNotice notice)
    {
        try
        {
            switch (notice)
            {
                case ScannerNotice.Offered offered:
                    _outbox.Send(ScannerMapping.ToWire(offered.Offer));
                    break;
                case ScannerNotice.Withdrawn withdrawn:
                    _outbox.Send(ScannerMapping.ToWire(withdrawn));
                    break;
                case ScannerNotice.Answered answered:
                    _outbox.Send(ScannerMapping.ToWire(answered));
                    break;
                case ScannerNotice.Replaced:
                    _outbox.Send(new ScannerError(WireError.Of(ErrorCode.SessionReplaced)));
                    _outbox.Close(CloseOrder.Of(CloseCode.SessionReplaced));
                    break;
                case ScannerNotice.Lost:
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

    private sealed class ScannerObserver(NoticeGate<ScannerNotice> gate) : IScannerSession
    {
        public Task NotifyAsync(ScannerNotice notice)
        {
            gate.Deliver(notice.Number, notice);
            return Task.CompletedTask;
        }
    }
}
