using System.Collections.Concurrent;
using System.Text.Json;
using Boop.Palms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Boop.Server.Demo;

/// <summary>
/// Maps <c>GET /demo/palm</c>: a fresh, noisy view of somebody's hand, never the template on record. The page that has no camera draws its
/// scans from here; a network that serves real people has no such endpoint.
/// </summary>
internal static class DemoPalms
{
    public const string Path = "/demo/palm";

    private const string Cure = "Ask person=ada, grace or stranger, hand=left or right, and quality=poor or nothing.";

    /// <summary>Whose palms there are. The stranger is enrolled nowhere.</summary>
    private static readonly Dictionary<string, string> Seeds = new()
    {
        ["ada"] = DemoPeople.Ada,
        ["grace"] = DemoPeople.Grace,
        ["stranger"] = "a stranger whom nobody enrolled",
    };

    private static readonly ConcurrentDictionary<(string Seed, Hand Hand), SyntheticPalm> Palms = new();

    public static void MapDemoPalms(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, AnswerAsync);

    private static Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.ContentType = "application/json";
        if (Capture(context.Request.Query) is not { } sample)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return WriteAsync(response, new { error = Cure });
        }

        string template = Convert.ToBase64String(sample.Template.ToBytes());
        return WriteAsync(response, new { template, quality = sample.Quality, hand = sample.Hand is Hand.Left ? "left" : "right" });
    }

    private static Task WriteAsync<T>(HttpResponse response, T answer) =>
        response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer), response.HttpContext.RequestAborted).AsTask();

    private static PalmSample? Capture(IQueryCollection query)
    {
        if (!Seeds.TryGetValue(query["person"].ToString(), out string? seed) || ReadHand(query["hand"]) is not { } hand)
            return null;
        SyntheticPalm palm = Palms.GetOrAdd((seed, hand), static key => SyntheticPalm.Of(key.Seed, key.Hand));
        return query["quality"].ToString() switch
        {
            "" => palm.Capture(Random.Shared),
            "poor" => palm.PoorCapture(Random.Shared),
            _ => null,
        };
    }

    private static Hand? ReadHand(StringValues text) => text.ToString() switch
    {
        "left" => Hand.Left,
        "right" => Hand.Right,
        _ => null,
    };
}
