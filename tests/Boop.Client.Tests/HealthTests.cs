using Boop.Client.Tests.Scripted;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Boop.Client.Tests;

public sealed class HealthTests : ClientTestBase
{
    [Fact]
    public async Task While_connected_it_is_healthy()
    {
        (BoopClient client, _) = await ConnectedAsync();
        (await CheckAsync(client)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Theory]
    [InlineData(1012, HealthStatus.Degraded, "restarts")]
    [InlineData(1011, HealthStatus.Degraded, "error")]
    [InlineData(1013, HealthStatus.Degraded, "overloaded")]
    [InlineData(4401, HealthStatus.Unhealthy, "refused")]
    [InlineData(4409, HealthStatus.Unhealthy, "Another instance")]
    [InlineData(1000, HealthStatus.Unhealthy, "for good")]
    public async Task What_somebody_has_to_mend_is_unhealthy_and_what_mends_itself_is_degraded(int code, HealthStatus status, string text)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using IAsyncEnumerator<ConnectionChange> watcher =
            client.WatchConnectionAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await watcher.MoveNextAsync();
        await connection.CloseAsync(code);
        await Cap.Of(watcher.MoveNextAsync().AsTask(), "the end of the connection");
        HealthCheckResult result = await CheckAsync(client);
        result.Status.ShouldBe(status);
        result.Description.ShouldNotBeNull().ShouldContain(text);
        result.Data["reason"].ShouldBe(client.Connection.Reason.ToString());
    }

    [Fact]
    public void Every_reason_has_its_words() =>
        Enum.GetValues<ConnectionReason>().Select(reason => BoopHealthCheck.Describe(new(ConnectionState.Reconnecting, reason)))
            .Distinct().Count().ShouldBe(Enum.GetValues<ConnectionReason>().Length);

    private static Task<HealthCheckResult> CheckAsync(BoopClient client)
    {
        var check = new BoopHealthCheck(client);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("boop", check, HealthStatus.Unhealthy, null) };
        return check.CheckHealthAsync(context, TestContext.Current.CancellationToken);
    }
}
