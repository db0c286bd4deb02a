using Boop.Testing;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>A client of the in-memory gateway.</summary>
internal sealed class GatewayClient(Stream wire, Task served) : FrameClient(wire)
{
    /// <summary>Ends when the gateway has let go of the socket.</summary>
    public Task Served => served;

    /// <summary>Proves that the session still works.</summary>
    public async Task ShouldStillWorkAsync()
    {
        await SendAsync("""{"type":"ping","id":"still-there"}""");
        (await ReceiveTextAsync()).ShouldBe("""{"type":"pong","id":"still-there"}""");
    }
}
