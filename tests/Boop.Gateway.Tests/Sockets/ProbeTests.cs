using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;
using Boop.Testing;

namespace Boop.Gateway.Tests.Sockets;

public sealed class ProbeTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_probe_pings_the_peer_at_once_and_its_pong_is_a_sign_of_life()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        await _gateway.Vendor.Session.NotifyAsync(new VendorNotice.Probe());
        Frame ping = await client.ReceiveAsync("the ping came");
        (ping.Opcode, ping.Payload.Length).ShouldBe((FrameOpcode.Ping, 0));
        _gateway.Vendor.Alive.TakeAll().ShouldBeEmpty();

        await client.SendRawAsync(FrameClient.Encode(FrameOpcode.Pong, []));

        (await _gateway.Vendor.Alive.NextAsync()).ShouldBe(attach.Session);
        await client.ShouldStillWorkAsync();
        _gateway.Vendor.Alive.TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_message_after_a_probe_is_a_sign_of_life()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await _gateway.Vendor.Session.NotifyAsync(new VendorNotice.Probe());
        (await client.ReceiveAsync("the ping came")).Opcode.ShouldBe(FrameOpcode.Ping);
        await client.SendAsync(Wire.Ping);
        await _gateway.Vendor.Alive.NextAsync();
    }

    [Fact]
    public async Task Probes_between_many_messages_break_no_frame()
    {
        GatewayClient client = await _gateway.EnterVendorAsync(bufferedBytes: 256);
        Task notices = NotifyAsync();
        int pings = 0;
        int outcomes = 0;
        while (pings + outcomes < 600)
        {
            Frame frame = await client.ReceiveAsync("the next frame came");
            if (frame.Opcode == FrameOpcode.Ping)
                pings++;
            else
                frame.Text.ShouldContain($"\"c{outcomes++}\"");
        }

        await notices;
        (pings, outcomes).ShouldBe((300, 300));
    }

    private async Task NotifyAsync()
    {
        await Task.Yield();
        for (int i = 0; i < 300; i++)
        {
            await _gateway.Vendor.Session.NotifyAsync(FakeVendorGrain.Success($"c{i}"));
            await _gateway.Vendor.Session.NotifyAsync(new VendorNotice.Probe());
        }
    }
}
