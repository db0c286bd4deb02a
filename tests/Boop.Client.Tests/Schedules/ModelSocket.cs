using System.Net.WebSockets;
using System.Threading.Channels;

namespace Boop.Client.Tests.Schedules;

/// <summary>A client's socket without a wire: what it sends is with the network at once, what the network says waits to be read.</summary>
internal sealed class ModelSocket(Action<ModelSocket, byte[]> received) : WebSocket
{
    private readonly Channel<byte[]?> _inbox = Channel.CreateUnbounded<byte[]?>();
    private int _isCut;

    public override WebSocketCloseStatus? CloseStatus => WebSocketCloseStatus.EndpointUnavailable;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _isCut == 0 ? WebSocketState.Open : WebSocketState.Aborted;

    public override string? SubProtocol => null;

    internal void Say(byte[] frame) => _inbox.Writer.TryWrite(frame);

    /// <summary>The network's close, or its answer to the client's.</summary>
    internal void SayClose() => _inbox.Writer.TryWrite(null);

    public override void Abort()
    {
        Volatile.Write(ref _isCut, 1);
        _inbox.Writer.TryComplete();
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            if (await _inbox.Reader.ReadAsync(cancellationToken) is not { } frame)
            {
                return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
            }

            frame.CopyTo(buffer);
            return new ValueWebSocketReceiveResult(frame.Length, WebSocketMessageType.Text, true);
        }
        catch (ChannelClosedException)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isCut) != 0)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }

        received(this, buffer.ToArray());
        return ValueTask.CompletedTask;
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        SayClose();
        return Task.CompletedTask;
    }

    public override void Dispose() => Abort();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
