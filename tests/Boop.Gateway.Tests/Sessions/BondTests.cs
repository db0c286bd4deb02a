using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

/// <summary>What becomes of a session whose grain is on a node that dies, or behind a connection that loses something.</summary>
public sealed class BondTests : IAsyncDisposable
{
    private static readonly TimeSpan Travel = TimeSpan.FromSeconds(3);

    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_session_that_its_grain_does_not_have_any_more_is_told_to_come_back()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        _gateway.Vendor.OnCheck = () => Task.FromResult<SessionStanding?>(null);
        await _gateway.Sessions.CheckAllAsync();
        await ShouldCloseAsync(client);
    }

    [Fact]
    public async Task A_notice_that_was_lost_on_its_way_ends_the_session()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await CheckAsync(new SessionStanding(Received: 0, Told: 1));
        await CheckAsync(new SessionStanding(Received: 0, Told: 1));
        await ShouldCloseAsync(client);
    }

    [Fact]
    public async Task A_message_that_was_lost_on_its_way_ends_the_session()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync(Wire.Ping);
        await client.ReceiveTextAsync();
        await CheckAsync(new SessionStanding(Received: 0, Told: 0));
        await CheckAsync(new SessionStanding(Received: 0, Told: 0));
        await ShouldCloseAsync(client);
    }

    [Fact]
    public async Task What_is_still_under_way_at_one_look_and_has_come_by_the_next_ends_nothing()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await CheckAsync(new SessionStanding(Received: 0, Told: 1));
        await _gateway.Vendor.Session.NotifyAsync(FakeVendorGrain.Success("c1") with { Number = 1 });
        await client.ReceiveTextAsync();
        await CheckAsync(new SessionStanding(Received: 0, Told: 1));
        await client.SendAsync(Wire.Ping);
        (await client.ReceiveTextAsync()).ShouldContain("pong");
    }

    [Fact]
    public async Task A_grain_that_does_not_answer_for_long_ends_the_session_and_one_that_is_silent_for_a_while_does_not()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        _gateway.Vendor.OnCheck = () => throw new TimeoutException();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(11));
        await _gateway.Sessions.CheckAllAsync();
        await client.SendAsync(Wire.Ping);
        (await client.ReceiveTextAsync()).ShouldContain("pong");
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        await _gateway.Sessions.CheckAllAsync();
        await ShouldCloseAsync(client);
    }

    [Fact]
    public async Task Notices_that_pass_one_another_between_two_nodes_are_told_in_order()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await _gateway.Vendor.Session.NotifyAsync(FakeVendorGrain.Success("c2") with { Number = 2 });
        await _gateway.Vendor.Session.NotifyAsync(FakeVendorGrain.Success("c1") with { Number = 1 });
        (await client.ReceiveTextAsync()).ShouldContain("c1");
        (await client.ReceiveTextAsync()).ShouldContain("c2");
    }

    private static async Task ShouldCloseAsync(GatewayClient client)
    {
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1012);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
    }

    private Task CheckAsync(SessionStanding standing)
    {
        _gateway.Vendor.OnCheck = () => Task.FromResult<SessionStanding?>(standing);
        _gateway.Clock.Advance(Travel);
        return _gateway.Sessions.CheckAllAsync();
    }
}
