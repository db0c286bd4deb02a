using Boop.Gateway.Hosting;
using Boop.Gateway.Sockets;
using Boop.Gateway.Tests.Fakes;
using Boop.Protocol;
using Boop.Testing;

namespace Boop.Gateway.Tests.Hosting;

public sealed class GracefulStopTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_stop_tells_every_client_when_to_come_back_and_ends_when_all_have_left()
    {
        GatewayClient vendor = await _gateway.EnterVendorAsync();
        GatewayClient scanner = await _gateway.EnterScannerAsync();
        GatewayClient stranger = _gateway.OpenVendor();
        await _gateway.Stop.StartedAsync(CancellationToken.None);
        _gateway.Status.IsAccepting.ShouldBeTrue();

        Task stopping = _gateway.Stop.StoppingAsync(CancellationToken.None);

        _gateway.Status.IsAccepting.ShouldBeFalse();
        foreach (GatewayClient client in new[] { vendor, scanner, stranger })
            await ShouldBeSentAwayAsync(client);
        await Cap.Within(stopping, "the stop ended");
        await _gateway.Vendor.Detached.NextAsync();
        await _gateway.Scanner.Detached.NextAsync();
    }

    [Fact]
    public async Task A_client_that_comes_while_the_node_stops_is_sent_away()
    {
        await _gateway.Stop.StoppingAsync(CancellationToken.None);
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        await ShouldBeSentAwayAsync(client);
        _gateway.Grains.Touched.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_does_not_leave_holds_the_stop_no_longer_than_two_seconds()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        Task stopping = _gateway.Stop.StoppingAsync(CancellationToken.None);
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1012);
        await _gateway.Clock.ArmedAsync(TimeSpan.FromSeconds(2));
        stopping.IsCompleted.ShouldBeFalse();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(2));
        await Cap.Within(stopping, "the stop ended");
    }

    [Fact]
    public void Hints_are_drawn_from_the_whole_window_and_the_soonest_comes_first()
    {
        int[] hints = [.. RetryHints.Within(TimeSpan.FromSeconds(20), 1_000).Select(hint =>
        {
            CloseHint.TryParse(hint, out int retryAfterMs).ShouldBeTrue();
            return retryAfterMs;
        })];
        hints.ShouldBeInOrder();
        hints[0].ShouldBeInRange(0, 2_000);
        hints[^1].ShouldBeInRange(18_000, 20_000);
        hints.Distinct().Count().ShouldBeGreaterThan(900);
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(500, 1_000)]
    [InlineData(10_000, 20_000)]
    public void The_more_clients_there_are_the_longer_they_are_spread(int clients, int milliseconds) =>
        GatewayRules.ReturnWindow(clients).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    private static async Task ShouldBeSentAwayAsync(GatewayClient client)
    {
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1012);
        CloseHint.TryParse(close.CloseReason, out int retryAfterMs).ShouldBeTrue();
        retryAfterMs.ShouldBeInRange(0, 1_000);
    }
}
