using System.Net.WebSockets;

namespace Boop.Links;

/// <summary>Opens a socket; any exception means that it could not.</summary>
internal delegate Task<WebSocket> LinkConnector(Uri url, CancellationToken cancellationToken);

/// <summary>Opens real sockets.</summary>
internal static class LinkConnectors
{
    internal static async Task<WebSocket> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            // The pulse of the protocol's own pings finds dead links, also behind proxies that answer WebSocket pings themselves.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(url, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The address of a socket: http becomes ws, and the network's path is added where there is none.</summary>
    /// <exception cref="ArgumentException">The address cannot be used; the message says why.</exception>
    internal static Uri Address(Uri url, string path, bool allowInsecureTransport, string parameter)
    {
        if (!url.IsAbsoluteUri)
        {
            throw new ArgumentException("The URL must be absolute, such as wss://boop.example.com.", parameter);
        }

        string? scheme = url.Scheme switch
        {
            "ws" or "http" => "ws",
            "wss" or "https" => "wss",
            _ => null,
        };
        if (scheme is null)
        {
            throw new ArgumentException("The URL must begin with wss://, https://, ws:// or http://.", parameter);
        }

        if (url.UserInfo.Length > 0)
        {
            throw new ArgumentException("The URL must hold no user name and no password; the options have members for them.", parameter);
        }

        if (scheme == "ws" && !url.IsLoopback && !allowInsecureTransport)
        {
            throw new ArgumentException(
                "Without TLS anyone on the way could read the key: use wss://, or set AllowInsecureTransport for a network that you trust.",
                parameter);
        }

        var builder = new UriBuilder(url) { Scheme = scheme, Port = url.IsDefaultPort ? -1 : url.Port, Fragment = "" };
        if (builder.Path is "" or "/")
        {
            builder.Path = path;
        }

        return builder.Uri;
    }
}
