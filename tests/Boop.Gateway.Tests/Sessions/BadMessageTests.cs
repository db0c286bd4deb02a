using Boop.Gateway.Tests.Fakes;
using Boop.Grains.Contracts;

namespace Boop.Gateway.Tests.Sessions;

public sealed class BadMessageTests : IAsyncDisposable
{
    private readonly InMemoryGateway _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("", "INVALID_MESSAGE")]
    [InlineData("not json", "INVALID_MESSAGE")]
    [InlineData("[]", "INVALID_MESSAGE")]
    [InlineData("null", "INVALID_MESSAGE")]
    [InlineData("{}", "INVALID_MESSAGE")]
    [InlineData("""{"type":1}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ping","type":"ping"}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ping","x":{"a":1,"\u0061":2}}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ping","x":"\u0000"}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ping","x":"\ud800"}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ping","id":7}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ping","x":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"create_context","requirements":{"type":"entrance"}}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"create_context","context_id":"a b","requirements":{"type":"entrance"}}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"ack","context_ids":[]}""", "INVALID_MESSAGE")]
    [InlineData("""{"type":"dance"}""", "UNKNOWN_TYPE")]
    [InlineData("""{"type":"create_context","context_id":"c1","requirements":{}}""", "INVALID_REQUIREMENTS")]
    [InlineData("""{"type":"create_context","context_id":"c1","requirements":{"type":"payment"}}""", "INVALID_REQUIREMENTS")]
    [InlineData("""{"type":"create_context","context_id":"c1","requirements":{"type":"payment","amount":0}}""", "INVALID_REQUIREMENTS")]
    [InlineData("""{"type":"create_context","context_id":"c1","requirements":{"type":"entrance","amount":1}}""", "INVALID_REQUIREMENTS")]
    public async Task A_bad_message_gets_its_error_and_the_next_one_still_works(string message, string code)
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync(message);
        (await client.ReceiveTextAsync()).ShouldContain($"\"code\":\"{code}\"");
        await client.SendAsync(Wire.Create("good"));
        (await client.ReceiveTextAsync()).ShouldContain("\"good\"");
        IReadOnlyList<(long Number, VendorCommand Command)> received = await _gateway.Vendor.Received.NextAsync(2);
        received[0].ShouldBe((1, VendorCommand.Count.One));
        received[1].Number.ShouldBe(2);
    }

    [Fact]
    public async Task The_mark_of_a_message_comes_back_in_its_error()
    {
        GatewayClient client = await _gateway.EnterVendorAsync();
        await client.SendAsync("""{"type":"create_context","context_id":"c1","id":"m1","requirements":{"type":"payment","amount":"5"}}""");
        (await client.ReceiveTextAsync()).ShouldBe(
            """{"type":"error","error":"Invalid requirements","code":"INVALID_REQUIREMENTS","retryable":false,"context_id":"c1","field":"amount","id":"m1"}""");
    }
}
