using Boop.Gateway.Sockets;
using Boop.Gateway.Tests.Fakes;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sockets;

public sealed class SlowReaderTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_client_that_takes_nothing_for_ten_seconds_is_closed_with_1013()
    {
        GatewayClient client = await EnterAsync();
        await client.SendAsync(Wire.Create("c1"));
        await client.SendAsync(Wire.Create("c2"));
        await client.SendAsync(Wire.Create("c3"));
        await _gateway.Clock.ArmedAsync(SocketRules.SendTimeout);
        _gateway.Clock.Advance(SocketRules.SendTimeout);
        (await client.ReceiveTextAsync()).ShouldContain("\"c1\"");
        Frame close = await client.ReceiveAsync("the close came");
        close.CloseCode.ShouldBe(1013);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
    }

    [Fact]
    public async Task A_client_that_takes_something_every_nine_seconds_stays()
    {
        GatewayClient client = await EnterAsync();
        for (int i = 0; i < 4; i++)
            await client.SendAsync(Wire.Create($"c{i}"));
        await _gateway.Clock.ArmedAsync(SocketRules.SendTimeout);
        for (int i = 0; i < 3; i++)
        {
            _gateway.Clock.Advance(TimeSpan.FromSeconds(9));
            Task next = _gateway.Clock.NextArmedAsync(SocketRules.SendTimeout);
            (await client.ReceiveTextAsync()).ShouldContain($"\"c{i}\"");
            await next;
        }

        (await client.ReceiveTextAsync()).ShouldContain("\"c3\"");
        await client.SendAsync(Wire.Ping);
        (await client.ReceiveTextAsync()).ShouldBe(Wire.Pong);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_at_all_is_let_go_two_seconds_later()
    {
        GatewayClient client = await EnterAsync();
        await client.SendAsync(Wire.Create("c1"));
        await _gateway.Clock.ArmedAsync(SocketRules.SendTimeout);
        _gateway.Clock.Advance(SocketRules.SendTimeout);
        await _gateway.Clock.ArmedAsync(SocketRules.CloseTimeout);
        _gateway.Clock.Advance(SocketRules.CloseTimeout);
        await Cap.Within(client.Served, "the socket ended");
    }

    [Fact]
    public async Task A_full_queue_is_closed_with_1013()
    {
        GatewayClient client = await EnterAsync();
        for (int i = 0; i < SocketRules.QueuedMessages + 2; i++)
            await _gateway.Vendor.Session.NotifyAsync(FakeVendorGrain.Success($"c{i}"));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1013);
    }

    /// <summary>A socket that bears 64 bytes unread. The pong tells that nothing before it is still being written.</summary>
    private async Task<GatewayClient> EnterAsync()
    {
        GatewayClient client = await _gateway.EnterVendorAsync(bufferedBytes: 64);
        await client.ShouldStillWorkAsync();
        return client;
    }
}
