using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class PacingTests : ClientTestBase
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_beyond_the_announced_limit_waits_until_there_is_room()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync(Options, contexts: 2);
        await AnswerAsync(connection, Ask(client, "ctx_1"));
        await AnswerAsync(connection, Ask(client, "ctx_2"));
        Task<AuthenticationOutcome> third = Ask(client, "ctx_3");
        await Time.ArmedAsync(60);
        Time.Advance(TimeSpan.FromSeconds(59));
        third.IsCompleted.ShouldBeFalse();
        Time.Advance(TimeSpan.FromSeconds(1));
        await AnswerAsync(connection, third);
    }

    [Fact]
    public async Task Where_it_is_to_refuse_the_request_is_refused_at_once_with_a_true_time()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync(Options with { Pacing = Pacing.Refuse }, contexts: 1);
        await AnswerAsync(connection, Ask(client, "ctx_1"));
        Time.Advance(TimeSpan.FromSeconds(20));
        BoopException exception = await ShouldFailAsync(Ask(client, "ctx_2"), BoopErrorCodes.RateLimited);
        exception.RetryAfter.ShouldBe(TimeSpan.FromSeconds(40));
        exception.IsTransient.ShouldBeTrue();
        exception.ContextId.ShouldBe("ctx_2");
        await ShouldFailAsync(client.StartAsync(new PaymentRequest(1), Token), BoopErrorCodes.RateLimited);

        Time.Advance(TimeSpan.FromSeconds(40));
        await AnswerAsync(connection, Ask(client, "ctx_2"));
    }

    [Fact]
    public async Task A_repeated_create_is_no_further_context()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync(Options with { Pacing = Pacing.Refuse }, contexts: 1);
        await AnswerAsync(connection, Ask(client, "ctx_1"));
        await AnswerAsync(connection, Ask(client, "ctx_1"));
        Time.Advance(TimeSpan.FromSeconds(60));
        await AnswerAsync(connection, Ask(client, "ctx_1"));
        await AnswerAsync(connection, Ask(client, "ctx_2"));
    }

    [Fact]
    public async Task A_refused_create_is_no_context()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync(Options with { Pacing = Pacing.Refuse }, contexts: 1);
        Task<AuthenticationOutcome> refused = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync("TERMINAL_BUSY", "ctx_1", retryable: true);
        await ShouldFailAsync(refused, BoopErrorCodes.TerminalBusy);
        await AnswerAsync(connection, Ask(client, "ctx_2"));
    }

    [Fact]
    public async Task Every_message_counts_and_the_signs_of_life_have_their_share()
    {
        // 8 messages a minute, of which 2 are kept; the authentication is one, and each request one and its acknowledgement another.
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync(Options with { Pacing = Pacing.Refuse }, contexts: 100, messages: 8);
        foreach (string contextId in (string[])["ctx_1", "ctx_2"])
        {
            await AnswerAsync(connection, Ask(client, contextId));
            await connection.ReceiveAckAsync();
        }

        await AnswerAsync(connection, Ask(client, "ctx_3"));
        (await ShouldFailAsync(client.GetAsync("ctx_1", Token), BoopErrorCodes.RateLimited)).RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wait_for_room_ends_with_the_time_that_a_request_has()
    {
        BoopClientOptions options = Options with { OutcomeTimeout = TimeSpan.FromSeconds(45) };
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync(options, contexts: 1);
        await AnswerAsync(connection, Ask(client, "ctx_1"));
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_2");
        await Time.ArmedAsync(60);
        Time.Advance(TimeSpan.FromSeconds(45));
        await ShouldFailAsync(pending, BoopErrorCodes.RateLimited);
    }

    private static async Task AnswerAsync(ScriptedConnection connection, Task<AuthenticationOutcome> pending)
    {
        string contextId = (await connection.ReceiveAnyAsync()).GetProperty("context_id").GetString()!;
        await connection.SendSuccessAsync(contextId);
        await Cap.Of(pending, $"the outcome of {contextId}");
    }

    private async Task<(BoopClient Client, ScriptedConnection Connection)> ConnectedAsync(
        BoopClientOptions options, int contexts, int messages = 1000)
    {
        BoopClient client = NewClient(options);
        Task connecting = client.ConnectAsync(Token);
        ScriptedConnection connection = await Network.AcceptAsync();
        await connection.ReceiveAsync("authenticate");
        await connection.SendAsync(
            $$$"""{"type":"authenticated","vendor_id":"ven_1","session_id":"ses_1","limits":{"contexts_per_minute":{{{contexts}}},"messages_per_minute":{{{messages}}}}}""");
        await Cap.Of(connecting, "the connection");
        return (client, connection);
    }
}
