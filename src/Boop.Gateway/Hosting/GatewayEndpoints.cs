using Boop.Gateway.Sockets;
using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Boop.Gateway.Hosting;

/// <summary>Maps the gateway's sockets.</summary>
public static class GatewayEndpoints
{
    public const string VendorPath = "/ws/vendor";

    public const string ScannerPath = "/ws/pvs";

    /// <summary>Maps both sockets. The application needs no WebSocket middleware of its own.</summary>
    public static IEndpointRouteBuilder MapBoopGateway(this IEndpointRouteBuilder endpoints)
    {
        Map<VendorClientMessage, VendorServerMessage>(endpoints, VendorPath);
        Map<ScannerClientMessage, ScannerServerMessage>(endpoints, ScannerPath);
        return endpoints;
    }

    private static void Map<TIn, TOut>(IEndpointRouteBuilder endpoints, string path)
        where TIn : class
        where TOut : class
    {
        IServiceProvider services = endpoints.ServiceProvider;
        var endpoint = services.GetRequiredService<SocketEndpoint<TIn, TOut>>();
        var time = services.GetRequiredService<TimeProvider>();
        IApplicationBuilder pipeline = endpoints.CreateApplicationBuilder();
        pipeline.Use((HttpContext context, RequestDelegate next) =>
        {
            WireUpgrade.Decorate(context, time);
            return next(context);
        });
        pipeline.UseWebSockets(new WebSocketOptions
        {
            KeepAliveInterval = GatewayRules.KeepAliveInterval,
            KeepAliveTimeout = GatewayRules.KeepAliveTimeout,
        });
        pipeline.Run(endpoint.AcceptAsync);
        endpoints.Map(path, pipeline.Build()).WithDisplayName(path);
    }
}
