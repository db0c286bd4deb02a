using System.Diagnostics;
using System.Diagnostics.Metrics;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class TelemetryTests : ClientTestBase
{
    [Fact]
    public async Task Each_authentication_is_one_activity_with_its_context_and_its_outcome()
    {
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Boop.Client",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_traced");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_traced");
        await Cap.Of(pending, "the outcome");
        Task<AuthenticationOutcome> refused = Ask(client, "ctx_failed");
        await connection.ReceiveAnyAsync();
        await connection.SendErrorAsync("NOT_PERMITTED", "ctx_failed", retryable: false);
        await ShouldFailAsync(refused, BoopErrorCodes.NotPermitted);

        Activity Of(string contextId)
        {
            lock (ended)
            {
                return ended.Single(activity => (string?)activity.GetTagItem("boop.context_id") == contextId);
            }
        }

        Of("ctx_traced").OperationName.ShouldBe("boop.authenticate");
        Of("ctx_traced").GetTagItem("boop.outcome").ShouldBe("succeeded");
        Of("ctx_traced").TagObjects.Select(tag => tag.Key).ShouldBe(["boop.context_id", "boop.outcome"], ignoreOrder: true);
        Of("ctx_failed").GetTagItem("boop.outcome").ShouldBe("error");
        Of("ctx_failed").GetTagItem("boop.error_code").ShouldBe("NOT_PERMITTED");
        Of("ctx_failed").Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Contexts_outcomes_durations_reconnects_and_what_is_outstanding_are_measured()
    {
        // Other tests measure at the same time: a value that comes from this test is told by what only it does.
        var seen = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "Boop.Client")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.Start();
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Time.Advance(TimeSpan.FromSeconds(1.25));
        await connection.SendErrorAsync("CONTEXT_EXPIRED", "ctx_1", retryable: false);
        await Cap.Of(pending, "the outcome");
        await connection.CloseAsync(1012);
        await Time.ArmedAsync(0.5);

        void See(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (seen)
            {
                seen.Add($"{instrument.Name} {value} {(tags.Length > 0 ? tags[0].ToString() : "")}");
            }
        }

        lock (seen)
        {
            seen.ShouldContain("boop.client.contexts 1 ");
            seen.ShouldContain("boop.client.outstanding 1 ");
            seen.ShouldContain("boop.client.outstanding -1 ");
            seen.ShouldContain("boop.client.outcomes 1 [boop.outcome, expired]");
            seen.ShouldContain("boop.client.duration 1.25 [boop.outcome, expired]");
            seen.ShouldContain("boop.client.reconnects 1 [boop.reason, Restarting]");
        }
    }
}
