using System.Runtime.CompilerServices;

namespace Boop.Gateway.Sockets;

/// <summary>
/// The stream beneath a WebSocket. Writes are one at a time, and the WebSocket writes each frame in one piece, so a ping of
/// ours fits between two of them (.NET's WebSocket cannot send one on demand). Bytes read after a probe are the sign of life.
/// Zero-byte reads pass through.
/// </summary>
internal sealed class WireStream(Stream inner, TimeProvider time) : Stream
{
    private static readonly ReadOnlyMemory<byte> PingFrame = new byte[] { 0x89, 0x00 };

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly FrameScanner _scanner = new(SocketRules.MaxMessageBytes);
    private IWireWatcher? _watcher;
    private Action? _onAlive;
    private volatile bool _isAborted;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the wire was given up, so that nothing more may be waited for.</summary>
    public bool IsAborted => _isAborted;

    public void Watch(IWireWatcher watcher) => _watcher = watcher;

    /// <summary>Sends a ping now, and calls once when bytes arrive after it.</summary>
    public void Probe(Action onAlive)
    {
        Volatile.Write(ref _onAlive, onAlive);
        _ = PingAsync();
    }

    /// <summary>Ends every read and write, those under way and those to come.</summary>
    public void Abort()
    {
        _isAborted = true;
        End();
    }

    /// <summary>Reads and discards until the peer ends its side: a reset would outrun the close frame on its way.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        byte[] scratch = new byte[1024];
        try
        {
            while (await inner.ReadAsync(scratch, timeout.Token) > 0)
            {
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The peer is gone or had its time: either way there is nothing left to wait for.
        }
    }

    // Each idle socket has one of these pending: pooled, it costs nothing while messages flow.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, _ended.Token);
        if (read > 0)
        {
            if (!_scanner.Scan(buffer.Span[..read]))
                _watcher?.OnMessageTooBig();
            if (Volatile.Read(ref _onAlive) is not null)
                Interlocked.Exchange(ref _onAlive, null)?.Invoke();
        }

        return read;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(_ended.Token);
        try
        {
            ValueTask write = inner.WriteAsync(buffer, _ended.Token);
            if (write.IsCompleted)
                await write;
            else
                await WatchAsync(write.AsTask());
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>In turn with the writes: the WebSocket flushes behind its own, and a ping may be on its way meanwhile.</summary>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(_ended.Token);
        try
        {
            await inner.FlushAsync(_ended.Token);
        }
        finally
        {
            _writing.Release();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The WebSocket disposes of its stream to break a read that hangs.</summary>
    protected override void Dispose(bool disposing)
    {
        End();
        base.Dispose(disposing);
    }

    // Not here and now: the WebSocket disposes of its stream under its own lock.
    private void End() => _ = _ended.CancelAsync();

    private async Task WatchAsync(Task write)
    {
        try
        {
            await write.WaitAsync(SocketRules.SendTimeout, time);
        }
        catch (TimeoutException)
        {
            _watcher?.OnStalled();
            await write;
        }
    }

    private async Task PingAsync()
    {
        try
        {
            await WriteAsync(PingFrame);
            await FlushAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // A dead wire cannot be pinged; its silence is the answer.
        }
    }
}
