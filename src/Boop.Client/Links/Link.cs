using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Boop.Protocol;

namespace Boop.Links;

/// <summary>
/// One socket, from its upgrade to its end. A read is always outstanding; one writer empties one bounded queue, so that frames
/// leave in the order in which they were queued. It ends once and says how; nothing that it does then can touch a later link.
/// </summary>
internal sealed class Link(WebSocket socket, TimeProvider time)
{
    private const int QueueLength = 64;
    private const int FirstBufferLength = 4096;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    internal delegate void FrameHandler(ReadOnlySpan<byte> frame);

    /// <summary>Runs the socket to its end. The handler is called on the read loop: it must neither block nor run users' code.</summary>
    internal async Task<LinkEnd> RunAsync(FrameHandler received)
    {
        Task writing = WriteAllAsync();
        LinkEnd end = LinkEnd.Broken;
        try
        {
            end = await ReadAllAsync(received).ConfigureAwait(false);
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            if (end.CloseCode is not null)
            {
                await FinishAsync(writing).ConfigureAwait(false);
            }

            socket.Abort();
            await writing.ConfigureAwait(false);
            socket.Dispose();
        }

        return end;
    }

    /// <summary>Queues a frame, waiting for room; false where the link has ended or is closing.</summary>
    internal async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await _outgoing.Writer.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Queues a frame if there is room.</summary>
    internal bool TrySend(ReadOnlyMemory<byte> frame) => _outgoing.Writer.TryWrite(frame);

    /// <summary>Ends the link at once, without a word to the peer.</summary>
    internal void Abort() => socket.Abort();

    /// <summary>Sends what is queued, then asks the peer for the close, and gives it 2 s.</summary>
    internal async Task CloseAsync(Task ended)
    {
        _outgoing.Writer.TryComplete();
        await FinishAsync(ended).ConfigureAwait(false);
        socket.Abort();
    }

    private async Task FinishAsync(Task task)
    {
        try
        {
            await task.WaitAsync(CloseTimeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The peer no longer reads or answers; whoever called aborts.
        }
    }

    private async Task<LinkEnd> ReadAllAsync(FrameHandler received)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBufferLength);
        int length = 0;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult result =
                    await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return new LinkEnd((int?)socket.CloseStatus, Hint(socket.CloseStatusDescription));
                }

                length += result.Count;
                if (result.EndOfMessage)
                {
                    // The wire is text only; what else may come is not for this version.
                    if (result.MessageType == WebSocketMessageType.Text)
                    {
                        received(buffer.AsSpan(0, length));
                    }

                    length = 0;
                }
                else if (length > ProtocolLimits.MaxMessageBytes)
                {
                    return LinkEnd.Broken;
                }
                else if (length == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.CopyTo(larger, 0);
                    Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return LinkEnd.Broken;
        }
        finally
        {
            Return(buffer);
        }
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (ReadOnlyMemory<byte> frame in _outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                // A cancelled send would abort the socket: no caller's token comes here.
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            _outgoing.Writer.TryComplete();
            socket.Abort();
        }
    }

    private static TimeSpan? Hint(string? reason) =>
        CloseHint.TryParse(reason, out int milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;

    // Outcomes hold personal data, which shall not lie about in a shared pool.
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

    private static bool IsBroken(Exception exception) =>
        exception is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException;
}
