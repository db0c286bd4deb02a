using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Boop.Testing.Contract;

namespace Boop.EndToEnd.Tests;

/// <summary>
/// A vendor without an SDK: text frames over a bare WebSocket. Every frame of both directions must keep the contract
/// (docs/asyncapi.yaml): a fault is thrown to whoever sends, reads next, or at last disposes of it.
/// </summary>
internal sealed class RawVendor : IDisposable
{
    private static readonly WireContract Contract = WireContract.Load();

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonElement> _frames = Channel.CreateUnbounded<JsonElement>();

    private Exception? _broken;

    public int? CloseCode => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<RawVendor> ConnectAsync(Uri url)
    {
        RawVendor vendor = new();
        await vendor._socket.ConnectAsync(url, TestContext.Current.CancellationToken);
        // A read is always outstanding: only so are the server's pings answered.
        _ = vendor.ReadAsync();
        return vendor;
    }

    /// <summary>Connects and authenticates as the demo's coffee shop.</summary>
    public static async Task<RawVendor> EnterAsync(BoopProcess server, string vendorId = "ven_abc123", string key = "sk_live_xyz789")
    {
        RawVendor vendor = await ConnectAsync(server.VendorSocket);
        await vendor.SendAsync($$"""{"type":"authenticate","vendor_id":"{{vendorId}}","api_key":"{{key}}"}""");
        (await vendor.NextAsync()).GetProperty("type").GetString().ShouldBe("authenticated");
        return vendor;
    }

    public Task SendAsync(string frame)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(frame);
        ThrowOnFault(FrameDirection.ToNetwork, bytes);
        return _socket.SendAsync(bytes, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
    }

    public Task CreateAsync(string context, string more = "") => SendAsync(
        $$$"""
        {"type":"create_context","context_id":"{{{context}}}","requirements":{"type":"payment","amount":2500,"attributes":["email"]{{{more}}}}}
        """);

    /// <summary>The next frame.</summary>
    public async Task<JsonElement> NextAsync(TimeSpan? cap = null)
    {
        try
        {
            return await _frames.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithinAsync("a frame came", cap);
        }
        catch (ChannelClosedException) when (_broken is null)
        {
            throw new InvalidOperationException($"The socket was closed: {CloseCode} {CloseReason}");
        }
    }

    /// <summary>Waits for the close frame and returns its code.</summary>
    public async Task<int> ReadToCloseAsync()
    {
        Task<List<JsonElement>> rest = _frames.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync().AsTask();
        await rest.WithinAsync("the socket was closed");
        return CloseCode!.Value;
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Drop() => _socket.Abort();

    public void Dispose()
    {
        _socket.Dispose();
        if (_broken is not null)
            throw new InvalidOperationException(_broken.Message, _broken);
    }

    private static void ThrowOnFault(FrameDirection direction, ReadOnlySpan<byte> frame)
    {
        IReadOnlyList<string> faults = Contract.CheckVendorFrame(direction, frame);
        if (faults.Count > 0)
            throw new InvalidDataException($"The contract is broken. {string.Join("; ", faults)}");
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[128 * 1024];
        try
        {
            int length = 0;
            while (true)
            {
                ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (result.MessageType is WebSocketMessageType.Close)
                    break;
                length += result.Count;
                if (!result.EndOfMessage)
                    continue;
                ThrowOnFault(FrameDirection.FromNetwork, buffer.AsSpan(0, length));
                _frames.Writer.TryWrite(JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone());
                length = 0;
            }
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is gone, with or without a close frame; CloseCode says which.
        }
        catch (InvalidDataException fault)
        {
            _broken = fault;
        }
        finally
        {
            _frames.Writer.TryComplete(_broken);
        }
    }
}
