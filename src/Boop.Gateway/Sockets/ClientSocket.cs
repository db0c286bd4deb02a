using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Boop.Protocol;

namespace Boop.Gateway.Sockets;

/// <summary>
/// One WebSocket from upgrade to its last byte. One reader, one writer; everything said goes through the queue, the close order
/// behind it. The first close order wins. Once closing, each step is bounded by <see cref="SocketRules.CloseTimeout"/>.
/// </summary>
internal sealed class ClientSocket<TOut> : ISocketOutbox<TOut>, IWireWatcher
    where TOut : class
{
    private readonly WebSocket _socket;
    private readonly WireStream _wire;
    private readonly TimeProvider _time;
    private readonly Action<TOut, IBufferWriter<byte>> _encode;
    private readonly Action<TOut, bool> _written;
    private readonly Channel<TOut> _queue;
    private readonly TaskCompletionSource _readEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CloseOrder? _order;
    private ITimer? _closeLimit;

    // What is still queued is dropped: the peer is gone, or does not read and will ask again. A close order always follows.
    private volatile bool _isMute;

    /// <param name="socket">Accepted, and built upon <paramref name="wire"/>.</param>
    /// <param name="wire">The stream beneath it.</param>
    /// <param name="time">The clock of every time-out.</param>
    /// <param name="encode">The family's codec.</param>
    /// <param name="written">Told of each message that left, and whether more are queued. It must not wait.</param>
    public ClientSocket(
        WebSocket socket,
        WireStream wire,
        TimeProvider time,
        Action<TOut, IBufferWriter<byte>> encode,
        Action<TOut, bool> written)
    {
        _socket = socket;
        _wire = wire;
        _time = time;
        _encode = encode;
        _written = written;
        _queue = Channel.CreateBounded<TOut>(new BoundedChannelOptions(SocketRules.QueuedMessages) { SingleReader = true });
        wire.Watch(this);
    }

    public bool IsClosing => Volatile.Read(ref _order) is not null;

    public void Send(TOut message)
    {
        if (!_queue.Writer.TryWrite(message) && !IsClosing)
            CloseAsOverrun();
    }

    public void Close(CloseOrder order) => Close(order, SocketRules.CloseTimeout);

    public void Abort()
    {
        Close(CloseOrder.Of(CloseCode.GoingAway));
        _isMute = true;
        _wire.Abort();
    }

    public void Probe(Action onAlive) => _wire.Probe(onAlive);

    void IWireWatcher.OnStalled() => CloseAsOverrun();

    void IWireWatcher.OnMessageTooBig() => Close(CloseOrder.Of(CloseCode.MessageTooBig));

    /// <summary>Runs the socket to its end. Throws only what <paramref name="handler"/> or the codec throws.</summary>
    public async Task RunAsync(MessageHandler handler)
    {
        Task writing = WriteAsync();
        try
        {
            ReadEnd end = await new ReadPump(_socket, this, handler).RunAsync();
            await EndAsync(end);
        }
        catch (Exception)
        {
            Close(CloseOrder.Of(CloseCode.InternalError));
            throw;
        }
        finally
        {
            _readEnded.TrySetResult();
            await writing;
            if (_closeLimit is ITimer limit)
                await limit.DisposeAsync();
            _socket.Dispose();
        }
    }

    private async Task EndAsync(ReadEnd end)
    {
        switch (end)
        {
            case ReadEnd.Closed:
                _isMute = true;
                Close(CloseOrder.Of(Answer(_socket.CloseStatus)));
                break;
            case ReadEnd.Broken:
                _isMute = true;
                await DrainAsync();
                break;
            default:
                Abort();
                break;
        }
    }

    /// <summary>
    /// The WebSocket has said why, and the peer may still be sending. A drain that comes to its end is no wire that was given up:
    /// were both bounded at once, an abort could reset the connection that has just been drained for the close frame's sake.
    /// </summary>
    private async Task DrainAsync()
    {
        Close(CloseOrder.Of(CloseCode.ProtocolError), Timeout.InfiniteTimeSpan);
        _closeLimit?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await _wire.DrainAsync(SocketRules.CloseTimeout);
        _closeLimit?.Change(SocketRules.CloseTimeout, Timeout.InfiniteTimeSpan);
    }

    private async Task WriteAsync()
    {
        var buffer = new PooledBuffer();
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (_queue.Reader.TryRead(out TOut? message))
                {
                    if (_isMute)
                        continue;
                    _encode(message, buffer);
                    await _socket.SendAsync(buffer.Written, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                    buffer.Release();
                    _written(message, _queue.Reader.Count > 0);
                }
            }

            await WriteCloseAsync();
        }
        catch (Exception fault)
        {
            Abort();
            if (!WireFaults.Includes(fault))
                throw;
        }
        finally
        {
            buffer.Release();
        }
    }

    private async Task WriteCloseAsync()
    {
        if (Volatile.Read(ref _order) is not CloseOrder order || _socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        await _socket.CloseOutputAsync((WebSocketCloseStatus)order.Code, order.Reason, CancellationToken.None);
        _closeLimit?.Change(SocketRules.CloseTimeout, Timeout.InfiniteTimeSpan);
        await _readEnded.Task;
    }

    private void Close(CloseOrder order, TimeSpan limit)
    {
        if (Interlocked.CompareExchange(ref _order, order, null) is not null)
            return;
        _closeLimit = _time.CreateTimer(static wire => ((WireStream)wire!).Abort(), _wire, limit, Timeout.InfiniteTimeSpan);
        _queue.Writer.TryComplete();
    }

    private void CloseAsOverrun()
    {
        _isMute = true;
        Close(new CloseOrder(CloseCode.TryAgainLater, RetryHints.Overload()));
    }

    private static int Answer(WebSocketCloseStatus? peersCode) =>
        peersCode is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable ? (int)peersCode : CloseCode.Normal;
}
