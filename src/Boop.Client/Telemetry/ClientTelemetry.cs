using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Boop.Client;

/// <summary>What the library tells whoever measures: no key, no user id, no attribute. The names are permanent; docs/sdk.md lists them.</summary>
internal static class ClientTelemetry
{
    internal const string Name = "Boop.Client";

    private static readonly string? Version = typeof(ClientTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);

    private static readonly Counter<long> Contexts =
        Meter.CreateCounter<long>("boop.client.contexts", "{context}", "Requests that were begun.");

    private static readonly Counter<long> Outcomes =
        Meter.CreateCounter<long>("boop.client.outcomes", "{context}", "Requests that ended, by boop.outcome.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("boop.client.duration", "s", "From the call to its outcome, by boop.outcome.");

    private static readonly UpDownCounter<long> Outstanding =
        Meter.CreateUpDownCounter<long>("boop.client.outstanding", "{context}", "Requests that are awaited now.");

    private static readonly Counter<long> Reconnects =
        Meter.CreateCounter<long>("boop.client.reconnects", "{attempt}", "Connections that ended or could not be made, by boop.reason.");

    /// <summary>A request begins; what is returned is its activity, if anybody listens.</summary>
    internal static Activity? Begin(string contextId)
    {
        Contexts.Add(1);
        Outstanding.Add(1);
        Activity? activity = Source.StartActivity("boop.authenticate", ActivityKind.Client);
        activity?.SetTag("boop.context_id", contextId);
        return activity;
    }

    /// <summary>It ended so, after so long.</summary>
    internal static void End(Activity? activity, string outcome, string? errorCode, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("boop.outcome", outcome);
        Outstanding.Add(-1);
        Outcomes.Add(1, tag);
        Duration.Record(duration.TotalSeconds, tag);
        activity?.SetTag(tag.Key, outcome);
        if (errorCode is not null)
        {
            activity?.SetTag("boop.error_code", errorCode);
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    internal static void Reconnecting(ConnectionReason reason) =>
        Reconnects.Add(1, new KeyValuePair<string, object?>("boop.reason", reason.ToString()));
}
