using System.Text;
using Boop.Gateway.Hosting;
using Boop.Gateway.Sockets;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Hosting;

public sealed class KestrelTests
{
    [Fact]
    public async Task A_vendor_gets_its_outcome_over_tcp()
    {
        await using KestrelGateway gateway = await KestrelGateway.StartAsync();
        await using FrameClient client = await gateway.EnterVendorAsync();
        await client.SendAsync(Wire.Create("c1"));
        (await client.ReceiveTextAsync()).ShouldContain("\"auth_result\"");
        await client.SendCloseAsync(1000);
        (await client.ReceiveAsync("the close was answered")).CloseCode.ShouldBe(1000);
        (await client.TryReceiveAsync("the connection ended")).ShouldBeNull();
        await gateway.Vendor.Detached.NextAsync();
    }

    [Fact]
    public async Task A_scanner_has_a_socket_of_its_own()
    {
        await using KestrelGateway gateway = await KestrelGateway.StartAsync();
        await using FrameClient client = await gateway.OpenAsync(GatewayEndpoints.ScannerPath);
        await client.SendAsync(Wire.AuthenticateScanner);
        (await client.ReceiveTextAsync()).ShouldContain("\"terminal_id\":\"till_1\"");
    }

    [Theory]
    [InlineData(0x91, 1002)]
    [InlineData(0xC1, 1002)]
    [InlineData(0x82, 1003)]
    public async Task The_close_frame_for_broken_frames_arrives(int firstByte, int code)
    {
        byte[] frame = FrameClient.EncodeText(Wire.Ping);
        frame[0] = (byte)firstByte;
        await ShouldCloseAsync(frame, code);
    }

    [Fact]
    public Task The_close_frame_for_a_frame_without_a_mask_arrives() =>
        ShouldCloseAsync(FrameClient.Encode(FrameOpcode.Text, Encoding.UTF8.GetBytes(Wire.Ping), isMasked: false), 1002);

    [Fact]
    public Task The_close_frame_for_invalid_utf_8_arrives() =>
        ShouldCloseAsync(FrameClient.Encode(FrameOpcode.Text, [0x7B, 0xFF, 0x7D]), 1007);

    [Fact]
    public Task The_close_frame_for_a_large_message_arrives() =>
        ShouldCloseAsync(FrameClient.Encode(FrameOpcode.Text, new byte[100_000]), 1009);

    [Fact]
    public Task The_close_frame_for_a_large_message_arrives_though_the_rest_never_comes() =>
        ShouldCloseAsync(FrameClient.Encode(FrameOpcode.Text, new byte[100_000])[..20], 1009);

    [Fact]
    public async Task A_broken_connection_that_the_peer_keeps_open_ends_without_a_reset_whatever_is_behind()
    {
        var clock = new TestClock();
        await using KestrelGateway gateway = await KestrelGateway.StartAsync(clock);
        await using FrameClient client = await gateway.EnterVendorAsync();
        byte[] broken = FrameClient.EncodeText(Wire.Ping);
        broken[0] = 0x91;
        await client.SendRawAsync(broken.Concat(new byte[200_000]).ToArray());
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(1002);

        await clock.ArmedAsync(SocketRules.CloseTimeout);
        clock.Advance(SocketRules.CloseTimeout);

        (await client.TryReceiveAsync("the connection ended")).ShouldBeNull();
    }

    [Fact]
    public async Task A_probe_pings_over_tcp_and_the_pong_is_a_sign_of_life()
    {
        await using KestrelGateway gateway = await KestrelGateway.StartAsync();
        await using FrameClient client = await gateway.EnterVendorAsync();
        await gateway.Vendor.Session.NotifyAsync(new VendorNotice.Probe());
        Frame ping = await client.ReceiveAsync("the ping came");
        (ping.Opcode, ping.Payload.Length).ShouldBe((FrameOpcode.Ping, 0));
        gateway.Vendor.Alive.TakeAll().ShouldBeEmpty();
        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Pong, []));
        await gateway.Vendor.Alive.NextAsync();
    }

    [Fact]
    public async Task A_stop_tells_clients_when_to_come_back_and_is_not_held_by_them()
    {
        await using KestrelGateway gateway = await KestrelGateway.StartAsync();
        await using FrameClient polite = await gateway.EnterVendorAsync();
        await using FrameClient silent = await gateway.OpenAsync(GatewayEndpoints.ScannerPath);
        Task stopped = gateway.StopAsync();
        Frame close = await polite.ReceiveCloseAsync();
        close.CloseCode.ShouldBe(1012);
        close.CloseReason.ShouldStartWith("retry_after_ms=");
        (await silent.ReceiveAsync("the close came")).CloseCode.ShouldBe(1012);
        await stopped;
    }

    [Fact]
    public async Task A_plain_request_is_told_to_upgrade()
    {
        await using KestrelGateway gateway = await KestrelGateway.StartAsync();
        string answer = await gateway.GetAsync(GatewayEndpoints.VendorPath);
        answer.ShouldStartWith("HTTP/1.1 426");
        answer.ShouldContain("Upgrade: websocket");
    }

    private static async Task ShouldCloseAsync(byte[] frame, int code)
    {
        await using KestrelGateway gateway = await KestrelGateway.StartAsync();
        await using FrameClient client = await gateway.EnterVendorAsync();
        await client.SendRawAsync(frame);
        (await client.ReceiveAsync("the close came")).CloseCode.ShouldBe(code);
    }
}
