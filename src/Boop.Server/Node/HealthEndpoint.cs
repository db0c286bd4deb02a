using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Boop.Server.Node;

/// <summary>Maps <c>GET /health</c>: 200 when the store is writable and sockets are accepted, else 503.</summary>
internal static class HealthEndpoint
{
    public static void MapBoopHealth(this IEndpointRouteBuilder endpoints, Health health) => endpoints.MapGet("/health", async context =>
    {
        HealthReport report = await health.ReportAsync(context.RequestAborted);
        context.Response.StatusCode = report.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(
            $$"""{"healthy":{{Text(report.IsHealthy)}},"store_writable":{{Text(report.IsStoreWritable)}},"sockets_accepted":{{Text(report.AreSocketsAccepted)}}}""",
            context.RequestAborted);
    });

    private static string Text(bool value) => value ? "true" : "false";
}
