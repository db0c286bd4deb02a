using System.Net.WebSockets;
using Boop.Gateway.Sessions;
using Boop.Gateway.Sockets;
using Boop.Protocol;
using Microsoft.AspNetCore.Http;

namespace Boop.Gateway.Hosting;

/// <summary>Accepts the sockets of one family of clients.</summary>
internal sealed class SocketEndpoint<TIn, TOut>(
    IClientFamily<TIn, TOut> family,
    SocketRegistry sockets,
    SessionRegistry sessions,
    GatewayStatus status,
    TimeProvider time,
    MonotonicClock clock,
    SessionEvents events)
    where TIn : class
    where TOut : class
{
    public async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            return;
        }

        WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        if (context.Features.Get<WireUpgrade>()?.Wire is not WireStream wire)
            throw new InvalidOperationException("The WebSocket was not accepted through the gateway's own upgrade.");
        await ServeAsync(socket, wire);

        // A wire that was given up takes no more bytes; without this the server waits for it to take them.
        if (wire.IsAborted)
            context.Abort();
    }

    /// <summary>Runs one accepted socket to its end.</summary>
    public async Task ServeAsync(WebSocket socket, WireStream wire)
    {
        var driver = new SessionDriver<TIn, TOut>(family, socket, wire, sessions, time, clock, events);
        using SocketRegistry.Registration registration = sockets.Add(driver.Socket);

        // A stop that began before the socket was registered has not seen it.
        if (status.IsStopping)
            driver.Socket.Close(new CloseOrder(CloseCode.ServiceRestart, RetryHints.Within(GatewayRules.ReturnWindow(sockets.Open.Count))));
        await driver.RunAsync();
    }
}
