using System.Text;
using Boop.Gateway.Sockets;
using Boop.Gateway.Tests.Fakes;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sockets;

public sealed class FramingTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_message_may_come_byte_by_byte()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        foreach (byte one in FrameClient.EncodeText(Wire.Ping))
            await client.SendRawAsync(new[] { one });
        (await client.ReceiveTextAsync()).ShouldBe(Wire.Pong);
    }

    [Fact]
    public async Task A_message_may_come_in_fragments_with_control_frames_between()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        byte[] message = Encoding.UTF8.GetBytes("""{"type":"ping","id":"é"}""");
        int middleOfE = Array.IndexOf(message, (byte)0xC3) + 1;
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, message.AsSpan(0, middleOfE), isFinal: false));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Ping, "x"u8));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Continuation, [], isFinal: false));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Continuation, message.AsSpan(middleOfE)));
        (await client.ReceiveAsync("the pong came")).Opcode.ShouldBe(FrameOpcode.Pong);
        (await client.ReceiveTextAsync()).ShouldBe("""{"type":"pong","id":"é"}""");
    }

    [Fact]
    public async Task Many_messages_may_come_glued_together()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(Enumerable.Range(0, 200)
            .SelectMany(i => FrameClient.EncodeText($$"""{"type":"ping","id":"{{i}}"}"""))
            .ToArray());
        for (int i = 0; i < 200; i++)
            (await client.ReceiveTextAsync()).ShouldBe($$"""{"type":"pong","id":"{{i}}"}""");
    }

    [Theory]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(16_384)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task A_message_up_to_64_KiB_is_taken(int size)
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync(Wire.Ping.PadRight(size));
        (await client.ReceiveTextAsync()).ShouldBe(Wire.Pong);
        await client.ShouldStillWorkAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_535)]
    public async Task A_message_of_64_KiB_may_come_in_fragments(int first)
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        byte[] message = Encoding.UTF8.GetBytes(Wire.Ping.PadRight(65_536));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, message.AsSpan(0, first), isFinal: false));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Continuation, message.AsSpan(first), isFinal: false));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Continuation, []));
        (await client.ReceiveTextAsync()).ShouldBe(Wire.Pong);
        await client.ShouldStillWorkAsync();
    }

    [Fact]
    public async Task A_message_over_64_KiB_closes_with_1009()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync(Wire.Ping.PadRight(65_537));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1009);
    }

    [Fact]
    public async Task Fragments_that_together_are_over_64_KiB_close_with_1009()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, new byte[65_536], isFinal: false));
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Continuation, new byte[1]));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1009);
    }

    [Fact]
    public async Task A_message_that_announces_more_than_64_KiB_closes_with_1009_though_the_rest_never_comes()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, new byte[70_000]).AsMemory(0, 20));
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1009);
        await EndAsync(client);
    }

    [Fact]
    public async Task A_binary_frame_closes_with_1003()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Binary, Encoding.UTF8.GetBytes(Wire.Create("c1"))));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1003);
        await Cap.Within(client.Served, "the socket ended");
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task Invalid_utf_8_closes_with_1007()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, [0x7B, 0xFF, 0x7D]));
        (await client.ReceiveCloseAsync()).CloseCode.ShouldBe(1007);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_frame_without_a_mask_closes_with_1002()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Text, Encoding.UTF8.GetBytes(Wire.Create("c1")), isMasked: false));
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1002);
        await client.DisposeAsync();
        await Cap.Within(client.Served, "the socket ended");
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0x91)]
    [InlineData(0xC1)]
    [InlineData(0x83)]
    [InlineData(0x80)]
    [InlineData(0x09)]
    public async Task Broken_framing_closes_with_1002(int firstByte)
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        byte[] frame = FrameClient.EncodeText("{}");
        frame[0] = (byte)firstByte;
        await client.SendRawAsync(frame);
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1002);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_broken_close_is_answered_with_1002()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendCloseAsync(999);
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1002);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_never_answers_our_close_is_let_go_after_two_seconds()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Binary, [1]));
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1003);
        await client.SendAsync(Wire.Create("late"));
        await EndAsync(client);
        await Cap.Within(client.Served, "the socket ended");
        _gateway.Vendor.Received.TakeAll().ShouldBeEmpty();
    }

    private async Task EndAsync(GatewayClient client)
    {
        await _gateway.Clock.ArmedAsync(SocketRules.CloseTimeout);
        client.Served.IsCompleted.ShouldBeFalse();
        _gateway.Clock.Advance(SocketRules.CloseTimeout);
        (await client.TryReceiveAsync("the socket ended")).ShouldBeNull();
    }
}
