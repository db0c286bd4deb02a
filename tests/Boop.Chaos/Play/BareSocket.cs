using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Play;

/// <summary>A WebSocket without an SDK: text messages out and in.</summary>
internal sealed class BareSocket : IDisposable
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly RunClock _clock;

    private BareSocket(RunClock clock) => _clock = clock;

    public int? CloseCode => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <summary>What may be thrown where the other end, or the way there, is gone.</summary>
    public static bool IsGone(Exception fault) =>
        fault is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or TimeoutException or InvalidOperationException;

    public static async Task<BareSocket> OpenAsync(Uri address, RunClock clock, CancellationToken cancellationToken)
    {
        BareSocket socket = new(clock);
        try
        {
            socket._socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket._socket.ConnectAsync(address, cancellationToken).WaitAsync(OpenTimeout, clock.Time, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Messages until the close, or until the connection is gone.</summary>
    public async IAsyncEnumerable<WireMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[128 * 1024];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            }
            catch (Exception fault) when (IsGone(fault))
            {
                yield break;
            }

            if (result.MessageType is WebSocketMessageType.Close)
                yield break;
            length += result.Count;
            if (!result.EndOfMessage)
                continue;
            yield return new WireMessage(WireOpcode.Text, buffer.AsSpan(0, length));
            length = 0;
        }
    }

    /// <summary>Says goodbye, and waits a little for the answer.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(CloseTimeout, _clock.Time);
        }
        catch (Exception fault) when (IsGone(fault))
        {
            _socket.Abort();
        }
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}
