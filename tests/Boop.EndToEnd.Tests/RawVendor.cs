using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Boop.EndToEnd.Tests;

/// <summary>A vendor without an SDK: text frames over a bare WebSocket.</summary>
internal sealed class RawVendor : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[128 * 1024];

    public int? CloseCode => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<RawVendor> ConnectAsync(Uri url)
    {
        RawVendor vendor = new();
        await vendor._socket.ConnectAsync(url, TestContext.Current.CancellationToken);
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

    public Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public Task CreateAsync(string context, string more = "") => SendAsync(
        $$$"""
        {"type":"create_context","context_id":"{{{context}}}","requirements":{"type":"payment","amount":2500,"attributes":["email"]{{{more}}}}}
        """);

    /// <summary>The next frame.</summary>
    public async Task<JsonElement> NextAsync(TimeSpan? cap = null) =>
        await ReadAsync().WithinAsync("a frame came", cap) ?? throw new InvalidOperationException($"The socket was closed: {CloseCode} {CloseReason}");

    /// <summary>Reads to the close frame and returns its code.</summary>
    public async Task<int> ReadToCloseAsync()
    {
        while (await ReadAsync().WithinAsync("the socket was closed") is not null)
        {
        }

        return CloseCode!.Value;
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Drop() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement?> ReadAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(_buffer.AsMemory(length), TestContext.Current.CancellationToken);
            if (result.MessageType is WebSocketMessageType.Close)
                return null;
            length += result.Count;
            if (result.EndOfMessage)
                return JsonDocument.Parse(_buffer.AsMemory(0, length)).RootElement.Clone();
        }
    }
}
