using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Boop.Testing;

namespace Boop.Server.Tests.Processes;

/// <summary>A vendor that speaks the wire by hand.</summary>
internal sealed class VendorSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    public static async Task<VendorSocket> ConnectAsync(BoopServer server)
    {
        VendorSocket vendor = new();
        await Cap.Within(vendor._socket.ConnectAsync(server.Socket("/ws/vendor"), CancellationToken.None), "the socket opens");
        return vendor;
    }

    /// <summary>Sends credentials, and returns the answer.</summary>
    public async Task<JsonElement> AuthenticateAsync(string vendor, string key)
    {
        await SendAsync(JsonSerializer.Serialize(new { type = "authenticate", vendor_id = vendor, api_key = key }));
        return (await ReceiveAsync()).ShouldNotBeNull();
    }

    public Task SendAsync(string frame) =>
        Cap.Within(_socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None), "a frame is taken");

    /// <summary>The next frame, or null at the close.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        WebSocketReceiveResult frame = await Cap.Within(_socket.ReceiveAsync(_buffer, CancellationToken.None), "a frame or a close comes");
        return frame.MessageType == WebSocketMessageType.Close ? null : JsonElement.Parse(_buffer.AsSpan(0, frame.Count));
    }

    /// <summary>The code of the close that came.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    public void Dispose() => _socket.Dispose();
}
