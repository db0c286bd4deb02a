using System.Net.WebSockets;
using Boop.Gateway.Sockets;

namespace Boop.Gateway.Sessions;

/// <summary>
/// One connection from upgrade to end: the read pump fills the inbox, one sequence empties it, first as admittance, then as
/// conversation. A full inbox closes the socket. The grain hears of the end of every session that it may have.
/// </summary>
internal sealed class SessionDriver<TIn, TOut>
    where TIn : class
    where TOut : class
{
    private readonly IClientFamily<TIn, TOut> _family;
    private readonly ClientSocket<TOut> _socket;
    private readonly Answers<TIn, TOut> _answers;
    private readonly TimeProvider _time;
    private readonly MessageMeter _meter;
    private readonly SessionEvents _events;
    private readonly SessionRegistry _sessions;
    private readonly Inbox<TIn> _inbox = new();
    private volatile IClientSession<TIn, TOut>? _session;
    private volatile bool _isDiscarding;

    public SessionDriver(
        IClientFamily<TIn, TOut> family,
        WebSocket socket,
        WireStream wire,
        SessionRegistry sessions,
        TimeProvider time,
        MonotonicClock clock,
        SessionEvents events)
    {
        _family = family;
        _time = time;
        _events = events;
        _sessions = sessions;
        _meter = new MessageMeter(clock);
        _socket = new ClientSocket<TOut>(socket, wire, time, family.Encode, (message, more) => _session?.OnWritten(message, more));
        _answers = new Answers<TIn, TOut>(family, _socket);
    }

    public ISocketControl Socket => _socket;

    /// <summary>Ends when the socket has ended and the grain was told. Throws nothing.</summary>
    public async Task RunAsync()
    {
        using var ended = new CancellationTokenSource();
        Task session = RunSessionAsync(ended.Token);
        try
        {
            await _socket.RunAsync(Receive);
        }
        catch (Exception fault)
        {
            _events.SessionBroke(fault);
        }

        _inbox.Complete();
        await ended.CancelAsync();
        await session;
    }

    private void Receive(ReadOnlySpan<byte> frame)
    {
        if (!_isDiscarding && !_inbox.TryAdd(new(_family.Decode(frame), frame.Length, _time.GetTimestamp())))
            _answers.CloseAsFull();
    }

    private async Task RunSessionAsync(CancellationToken ended)
    {
        try
        {
            await LiveAsync(ended);
        }
        catch (Exception fault)
        {
            _events.SessionBroke(fault);
            _answers.CloseAsBroken();
        }

        _isDiscarding = true;
        if (_session is IClientSession<TIn, TOut> session)
            await DetachAsync(session);
    }

    private async Task LiveAsync(CancellationToken ended)
    {
        var admittance = new Admittance<TIn, TOut>(_family, _inbox, _answers, _events, _time);
        if (await admittance.AwaitAuthenticateAsync(_meter) is not { Content.Message: TIn authenticate } first)
            return;
        IClientSession<TIn, TOut> session = _family.Open(authenticate, _socket);
        _session = session;
        if (!await admittance.AdmitAsync(session, first, _meter, () => _isDiscarding = true, ended))
            return;
        session.OpenNotices();
        using IDisposable registered = _sessions.Add(() => CheckAsync(session));
        await new Conversation<TIn, TOut>(_family, session, _answers, _meter, _events).RunAsync(_inbox);
    }

    private async Task CheckAsync(IClientSession<TIn, TOut> session)
    {
        try
        {
            if (!_answers.IsClosing && !await session.IsHeldAsync())
            {
                _events.Forgotten();
                _answers.CloseAsLost();
            }
        }
        catch (Exception fault)
        {
            _events.SessionBroke(fault);
            _answers.CloseAsBroken();
        }
    }

    private async Task DetachAsync(IClientSession<TIn, TOut> session)
    {
        try
        {
            await session.DetachAsync();
        }
        catch (Exception fault)
        {
            _events.CallLost(fault);
        }
    }
}
