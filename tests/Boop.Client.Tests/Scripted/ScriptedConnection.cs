using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Boop.Client.Tests.Scripted;

/// <summary>One connection of a client, seen from the network.</summary>
internal sealed class ScriptedConnection(WebSocket socket, Uri url)
{
    private readonly byte[] _buffer = new byte[256 * 1024];

    internal Uri Url => url;

    /// <summary>The next message of this type; pings are answered and passed over unless asked for.</summary>
    internal async Task<JsonElement> ReceiveAsync(string type)
    {
        while (true)
        {
            JsonElement message = await ReceiveNextAsync($"a message {type}");
            string actual = message.GetProperty("type").GetString()!;
            if (actual == type)
            {
                return message;
            }

            if (actual != "ping")
            {
                throw new InvalidOperationException($"Expected {type}, but the client sent {actual}.");
            }

            await SendAsync("""{"type":"pong"}""");
        }
    }

    /// <summary>The next create, cancel or look; pings are answered, and they and acknowledgements passed over.</summary>
    internal async Task<JsonElement> ReceiveAnyAsync()
    {
        while (true)
        {
            JsonElement message = await ReceiveNextAsync("a create, a cancel or a look");
            switch (message.GetProperty("type").GetString())
            {
                case "ping":
                    await SendAsync("""{"type":"pong"}""");
                    break;

                case "ack":
                    break;

                default:
                    return message;
            }
        }
    }

    /// <summary>Waits for the client's close; its code, or null where it just went.</summary>
    internal async Task<int?> ClosedAsync()
    {
        while (true)
        {
            try
            {
                if (await Cap.Of(ReadAsync(), "the client's close") is null)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    socket.Dispose();
                    return (int?)socket.CloseStatus;
                }
            }
            catch (WebSocketException)
            {
                return null;
            }
        }
    }

    internal Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    internal Task SendAsync(byte[] frame, WebSocketMessageType type) =>
        Cap.Of(socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None), "room for a frame");

    /// <summary>Closes as a server does: the close frame, the client's answer, and then the end of the connection.</summary>
    internal async Task CloseAsync(int code, string? reason = null)
    {
        await Cap.Of(socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None), "room for the close frame");
        while (await Cap.Of(ReadAsync(), "the client's answer to the close") is not null)
        {
        }

        socket.Dispose();
    }

    /// <summary>Goes without a close frame.</summary>
    internal void Abort() => socket.Abort();

    /// <summary>The next message, whatever it is.</summary>
    internal async Task<JsonElement> ReceiveNextAsync(string expected) =>
        JsonDocument.Parse(await Cap.Of(ReadAsync(), expected)
            ?? throw new InvalidOperationException($"The client closed instead of sending {expected}.")).RootElement;

    private async Task<string?> ReadAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }
}
