using System.Text.Json;
using Boop.Testing;

namespace Boop.Client.Testing.Tests;

/// <summary>What a proper client never does, or cannot see: said to the network by hand.</summary>
public sealed class SessionTests : NetworkTestBase
{
    private const string Ping = """{"type":"ping"}""";

    [Fact]
    public async Task More_than_twice_the_message_limit_is_a_flood()
    {
        await using FrameClient client = await Enter("a");
        for (int i = 0; i < 1999; i++)
            await client.SendAsync(Ping);
        Network.Connection.IsOpen.ShouldBeTrue();
        await client.SendAsync(Ping);
        Network.Connection.CloseCode.ShouldBe(4429);
        (await client.ReceiveCloseAsync()).CloseReason.ShouldStartWith("retry_after_ms=");
    }

    [Fact]
    public async Task The_message_limit_holds_over_connections()
    {
        await using FrameClient first = await Enter("a", attempt: 1);
        for (int i = 0; i < 999; i++)
            await first.SendAsync(Ping);
        await using FrameClient second = Open();
        await second.SendAsync(Authenticate("a", attempt: 2));
        (await second.ReceiveTextAsync()).ShouldContain("RATE_LIMITED");
        (await second.ReceiveCloseAsync()).CloseCode.ShouldBe(1013);
    }

    [Fact]
    public async Task A_lower_attempt_of_the_same_instance_loses()
    {
        await using FrameClient newer = await Enter("a", attempt: 2);
        await using FrameClient older = Open();
        await older.SendAsync(Authenticate("a", attempt: 1));
        (await older.ReceiveTextAsync()).ShouldContain("SESSION_REPLACED");
        (await older.ReceiveCloseAsync()).CloseCode.ShouldBe(4409);
        Network.Connections[0].IsSession.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sixth_takeover_of_a_minute_is_refused_while_the_session_lives()
    {
        var clients = new List<FrameClient>();
        for (int i = 0; i < 6; i++)
            clients.Add(await Enter($"instance_{i}"));
        await using FrameClient newcomer = Open();
        await newcomer.SendAsync(Authenticate("instance_6"));
        (await clients[^1].ReceiveAsync("a ping came")).Opcode.ShouldBe(FrameOpcode.Ping);
        await clients[^1].SendRawAsync(FrameClient.Encode(FrameOpcode.Pong, []));
        string refusal = await newcomer.ReceiveTextAsync();
        refusal.ShouldContain("RATE_LIMITED");
        JsonDocument.Parse(refusal).RootElement.GetProperty("retry_after_ms").GetInt32().ShouldBe(60_000);
        foreach (FrameClient client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task A_sixth_takeover_of_a_minute_succeeds_where_the_session_is_silent_for_two_seconds()
    {
        var clients = new List<FrameClient>();
        for (int i = 0; i < 6; i++)
            clients.Add(await Enter($"instance_{i}"));
        await using FrameClient newcomer = Open();
        await newcomer.SendAsync(Authenticate("instance_6"));
        await newcomer.SendAsync(Ping);
        await Advance(1.999);
        Network.Connection.IsSession.ShouldBeFalse();
        await Advance(0.001);
        (await newcomer.ReceiveTextAsync()).ShouldContain("authenticated");
        (await newcomer.ReceiveTextAsync()).ShouldContain("pong");
        foreach (FrameClient client in clients)
            await client.DisposeAsync();
    }

    [Theory]
    [InlineData(FrameOpcode.Binary, true, true, 10, 1003)]
    [InlineData(FrameOpcode.Text, true, true, 65_537, 1009)]
    [InlineData(FrameOpcode.Text, true, false, 10, 1002)]
    [InlineData(FrameOpcode.Continuation, true, true, 10, 1002)]
    [InlineData(FrameOpcode.Ping, false, true, 10, 1002)]
    [InlineData((FrameOpcode)5, true, true, 10, 1002)]
    public async Task Broken_framing_ends_the_connection(FrameOpcode opcode, bool isFinal, bool isMasked, int length, int code)
    {
        await using FrameClient client = await Enter("a");
        await client.SendRawAsync(FrameClient.Encode(opcode, new byte[length], isFinal, isMasked));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_message_in_pieces_is_one_message()
    {
        await using FrameClient client = await Enter("a");
        foreach (byte one in FrameClient.Encode(FrameOpcode.Text, "{\"type\":"u8, isFinal: false))
            await client.SendRawAsync(new[] { one });
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Continuation, "\"ping\"}"u8));
        (await client.ReceiveTextAsync()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task A_close_that_the_client_does_not_answer_ends_after_two_seconds()
    {
        await using FrameClient client = await Enter("a");
        Network.Connection.Close(1012);
        (await client.ReceiveAsync("the close frame came")).CloseCode.ShouldBe(1012);
        await Advance(2);
        (await client.TryReceiveAsync("the end of the stream came")).ShouldBeNull();
    }

    private FrameClient Open() => new(Network.OpenWire());

    private async Task<FrameClient> Enter(string instance, int attempt = 1)
    {
        FrameClient client = Open();
        await client.SendAsync(Authenticate(instance, attempt));
        (await client.ReceiveTextAsync()).ShouldContain("\"authenticated\"");
        return client;
    }

    private static string Authenticate(string instance, int attempt = 1) =>
        $$"""{"type":"authenticate","vendor_id":"ven_test","api_key":"sk_test_key","instance":"{{instance}}","attempt":{{attempt}}}""";
}
