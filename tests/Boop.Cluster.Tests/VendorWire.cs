using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Boop.Cluster.Tests.Nodes;

namespace Boop.Cluster.Tests;

/// <summary>A vendor that speaks the wire by hand, at a node of the test's choice, and never comes back by itself.</summary>
internal sealed class VendorWire : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonElement> _frames = Channel.CreateUnbounded<JsonElement>();
    private Task _reading = Task.CompletedTask;

    private VendorWire()
    {
    }

    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>Connects and sends credentials; returns what is answered first.</summary>
    public static async Task<(VendorWire Wire, JsonElement Answer)> TryEnterAsync(Uri url, Shop shop)
    {
        VendorWire wire = new();
        await wire._socket.ConnectAsync(url, TestContext.Current.CancellationToken).WithinAsync("the socket opened");
        wire._reading = wire.ReadAsync();
        await wire.SendAsync(JsonSerializer.Serialize(new { type = "authenticate", vendor_id = shop.Vendor, api_key = shop.Key }));
        return (wire, await wire.NextAsync());
    }

    /// <summary>Comes back, as a client does, where it is told to try again.</summary>
    public static async Task<VendorWire> EnterAsync(Uri url, Shop shop)
    {
        while (true)
        {
            (VendorWire wire, JsonElement answer) = await TryEnterAsync(url, shop);
            if (answer.GetProperty("type").GetString() == "authenticated")
                return wire;
            wire.Dispose();
            answer.GetProperty("code").GetString().ShouldBe("UNAVAILABLE", answer.ToString());
        }
    }

    public Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public Task CreateAsync(string context, int amount = 2500) => SendAsync(
        $$$"""{"type":"create_context","context_id":"{{{context}}}","requirements":{"type":"payment","amount":{{{amount}}},"attributes":["email"]}}""");

    public async Task SucceedsAsync(string context) =>
        (await NextOfAsync(context)).GetProperty("result").GetProperty("success").GetBoolean().ShouldBeTrue();

    public async Task<JsonElement> NextAsync(TimeSpan? limit = null)
    {
        try
        {
            return await _frames.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithinAsync("a frame came", limit);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"The socket was closed: {CloseCode} {_socket.CloseStatusDescription}");
        }
    }

    /// <summary>The next outcome or error of this context; what is told of others is passed over.</summary>
    public async Task<JsonElement> NextOfAsync(string context, TimeSpan? limit = null)
    {
        while (true)
        {
            JsonElement frame = await NextAsync(limit);
            if (frame.TryGetProperty("context_id", out JsonElement id) && id.GetString() == context)
                return frame;
        }
    }

    /// <summary>Waits for the end of the connection, and returns the code of its close, if it said one.</summary>
    public async Task<int?> EndsAsync(TimeSpan? limit = null)
    {
        await _reading.WithinAsync("the socket ended", limit);
        return CloseCode;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                WebSocketReceiveResult frame = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (frame.MessageType is WebSocketMessageType.Close)
                    return;
                _frames.Writer.TryWrite(JsonElement.Parse(buffer.AsSpan(0, frame.Count)));
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException)
        {
            // Without a close frame.
        }
        finally
        {
            _frames.Writer.TryComplete();
        }
    }
}
