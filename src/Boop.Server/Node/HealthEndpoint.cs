using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Boop.Server.Node;

/// <summary>
/// Maps <c>GET /health/ready</c>, and <c>/health</c> for the same: 200 when the store is writable, the node is a member of its cluster and
/// sockets are accepted, else 503: whoever sends clients here asks this. <c>GET /health/live</c> is 200 as long as the process answers at
/// all: whoever restarts it asks that.
/// </summary>
internal static class HealthEndpoint
{
    public static void MapBoopHealth(this IEndpointRouteBuilder endpoints, Health health)
    {
        endpoints.MapGet("/health", context => ReportAsync(context, health));
        endpoints.MapGet("/health/ready", context => ReportAsync(context, health));
        endpoints.MapGet("/health/live", context => WriteAsync(context, StatusCodes.Status200OK, """{"alive":true}"""));
    }

    private static async Task ReportAsync(HttpContext context, Health health)
    {
        HealthReport report = await health.ReportAsync(context.RequestAborted);
        await WriteAsync(
            context,
            report.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            $$"""{"healthy":{{Text(report.IsHealthy)}},"store_writable":{{Text(report.IsStoreWritable)}},"sockets_accepted":{{Text(report.AreSocketsAccepted)}},"cluster_member":{{Text(report.IsMember)}}}""");
    }

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private static string Text(bool value) => value ? "true" : "false";
}
