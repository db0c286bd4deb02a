using System.Net.WebSockets;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class HostileFrameTests : ClientTestBase
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("{}")]
    [InlineData("""{"type":42}""")]
    [InlineData("""{"type":"tomorrow","x":[{"y":1}]}""")]
    [InlineData("""{"type":"auth_result"}""")]
    [InlineData("""{"type":"auth_result","context_id":"ctx_1"}""")]
    [InlineData("""{"type":"auth_result","context_id":"ctx_1","result":null}""")]
    [InlineData("""{"type":"auth_result","context_id":"ctx_1","result":{"success":"yes"}}""")]
    [InlineData("""{"type":"auth_result","context_id":"ctx_1","result":{"success":true}}""")]
    [InlineData("""{"type":"authenticated","heartbeat_interval_ms":-1}""")]
    [InlineData("""{"type":"error"}""")]
    [InlineData("""{"type":"error","code":17,"error":{}}""")]
    public async Task A_frame_that_says_nothing_harms_nothing(string frame)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();

        await connection.SendAsync(frame);
        await connection.SendAsync([0xFF, 0xFE, 0x00], WebSocketMessageType.Binary);
        await connection.SendSuccessAsync("ctx_1");

        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Members_of_tomorrow_are_passed_over()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendAsync(
            """{"type":"auth_result","new":{"a":[1]},"context_id":"ctx_1","result":{"success":false,"new":1,"reason":"a_reason_of_tomorrow"}}""");
        (await Cap.Of(pending, "the outcome")).ShouldBe(new AuthenticationOutcome.Refused("a_reason_of_tomorrow"));
    }

    [Fact]
    public async Task A_message_over_the_limit_costs_the_connection_and_nothing_else()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendAsync(new string('x', 200_000));
        await Time.PassAsync(0.5);

        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_message_of_the_largest_size_is_read()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        const string Head = """{"type":"auth_result","context_id":"ctx_1","result":{"success":false,"reason":"declined"},"x":" """;
        await connection.SendAsync(Head + new string('x', 65_536 - Head.Length - 2) + "\"}");
        (await Cap.Of(pending, "the outcome")).ShouldBe(new AuthenticationOutcome.Refused("declined"));
    }
}
