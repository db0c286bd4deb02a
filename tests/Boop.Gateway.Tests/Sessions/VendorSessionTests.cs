using Boop.Contexts;
using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;

namespace Boop.Gateway.Tests.Sessions;

public sealed class VendorSessionTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_vendor_authenticates_creates_a_context_and_gets_its_outcome()
    {
        GatewayClient client = _gateway.OpenVendor();
        await client.SendAsync(Wire.Authenticate);
        VendorAttach attach = await _gateway.Vendor.Attached.NextAsync();
        (await client.ReceiveTextAsync()).ShouldBe(
            $$$"""{"type":"authenticated","vendor_id":"ven_abc123","session_id":"{{{attach.Session.Value}}}","heartbeat_interval_ms":30000,"context_ttl_ms":30000,"limits":{"contexts_per_minute":100,"messages_per_minute":1000,"max_message_bytes":65536}}""");

        await client.SendAsync(Wire.Create("ctx_1"));

        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"auth_result","context_id":"ctx_1","result":{"success":true,"user_id":"usr_1","attributes":{"email":"ada@example.org"},"authenticated_at":"2026-01-01T00:00:05.000Z"}}""");
        (await _gateway.Vendor.Sent.NextAsync()).ShouldBe(1);
        (long number, VendorCommand command) = await _gateway.Vendor.Received.NextAsync();
        number.ShouldBe(1);
        command.ShouldBe(new VendorCommand.Create(ContextId.Parse("ctx_1"), new Requirements(ContextKind.Entrance), null));
    }
}
