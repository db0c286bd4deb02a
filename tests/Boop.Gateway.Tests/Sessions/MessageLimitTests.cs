using System.Text.Json;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sessions;

public sealed class MessageLimitTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_message_over_the_limit_is_refused_and_the_wait_it_is_told_is_true()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(10));
        await PingAsync(client, 999, "pong");
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        await client.SendAsync(Wire.Create("c1", "m1"));
        string refusal = await client.ReceiveTextAsync();
        refusal.ShouldBe(
            """{"type":"error","error":"Rate limit exceeded","code":"RATE_LIMITED","retryable":true,"context_id":"c1","retry_after_ms":55000,"id":"m1"}""");

        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(RetryAfter(refusal) - 1));
        await client.SendAsync(Wire.Ping);
        (await client.ReceiveTextAsync()).ShouldContain("RATE_LIMITED");
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await client.SendAsync(Wire.Create("c1", "m2"));
        (await client.ReceiveTextAsync()).ShouldContain("\"m2\"");
    }

    [Fact]
    public async Task Refused_messages_count_and_reach_the_grain_as_mere_counts()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await PingAsync(client, 999, "pong");
        await client.SendAsync(Wire.Create("c1"));
        (await client.ReceiveTextAsync()).ShouldContain("RATE_LIMITED");
        IReadOnlyList<(long Number, VendorCommand Command)> received = await _gateway.Vendor.Received.NextAsync(1_000);
        received[^1].Number.ShouldBe(1_000);
        received[^1].Command.ShouldBeOfType<VendorCommand.Count>();
    }

    [Fact]
    public async Task The_limit_is_checked_before_the_message_is_read()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await PingAsync(client, 999, "pong");
        await client.SendAsync("nonsense");
        (await client.ReceiveTextAsync()).ShouldContain("RATE_LIMITED");
    }

    [Fact]
    public async Task More_than_twice_the_limit_is_a_flood_and_closes_with_4429()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await PingAsync(client, 999, "pong");
        await PingAsync(client, 1_000, "RATE_LIMITED");
        await client.SendAsync(Wire.Ping);
        Frame close = await client.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(4429);
        close.CloseReason.ShouldBe("retry_after_ms=60000");
        await Cap.Within(client.Served, "the socket ended");
        (await _gateway.Vendor.Received.NextAsync(2_000))[^1].Number.ShouldBe(2_000);
    }

    [Fact]
    public async Task A_reconnect_refills_nothing()
    {
        int[] ages = [.. Enumerable.Range(0, 998).Select(i => 30_000 - i)];
        _gateway.Vendor.OnAttach = (_, session) => _gateway.Vendor.TakeOverAsync(session, ages);
        GatewayClient client = await _gateway.EnterVendorAsync();
        await PingAsync(client, 1, "pong");
        await client.SendAsync(Wire.Ping);
        RetryAfter(await client.ReceiveTextAsync()).ShouldBe(30_001);
    }

    private static async Task PingAsync(GatewayClient client, int times, string answer)
    {
        for (int i = 0; i < times; i++)
        {
            await client.SendAsync(Wire.Ping);
            (await client.ReceiveTextAsync()).ShouldContain(answer);
        }
    }

    private static int RetryAfter(string refusal) =>
        JsonDocument.Parse(refusal).RootElement.GetProperty("retry_after_ms").GetInt32();
}
