using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class RecoveryTests : ClientTestBase
{
    [Fact]
    public async Task After_a_lost_connection_every_pending_create_is_repeated()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome>[] calls = [Ask(client, "ctx_1"), Ask(client, "ctx_2"), Ask(client, "ctx_3")];
        foreach (Task _ in calls)
        {
            await connection.ReceiveCreateAsync();
        }

        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(calls[0], "the first outcome");
        connection.Abort();
        await Time.PassAsync(0.5);

        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        string[] repeated = [await connection.ReceiveCreateAsync(), await connection.ReceiveCreateAsync()];
        repeated.ShouldBe(["ctx_2", "ctx_3"], ignoreOrder: true);
        await connection.SendSuccessAsync("ctx_2");
        await connection.SendErrorAsync("CONTEXT_EXPIRED", "ctx_3", retryable: false);
        (await Cap.Of(calls[1], "the second outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await Cap.Of(calls[2], "the third outcome")).ShouldBeOfType<AuthenticationOutcome.Expired>();
    }

    [Fact]
    public async Task An_outcome_that_comes_right_behind_the_authentication_is_handed_over_and_acknowledged()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.CloseAsync(1012);
        await Time.PassAsync(0.5);

        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending, "the outcome");
    }

    [Fact]
    public async Task A_call_made_while_there_is_no_connection_is_sent_by_the_next_one()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        connection.Abort();
        await Time.ArmedAsync(0.5);
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        Time.Advance(TimeSpan.FromSeconds(0.5));

        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        (await connection.ReceiveCreateAsync()).ShouldBe("ctx_1");
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending, "the outcome");
    }

    [Theory]
    [InlineData("UNAVAILABLE")]
    [InlineData("INTERNAL_ERROR")]
    public async Task A_create_that_may_have_happened_is_repeated(string code)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        foreach (double pause in (double[])[0.5, 1, 2])
        {
            await connection.ReceiveCreateAsync();

            // The pulse too arms a wait, before the create is sent.
            Time.Forget();
            await connection.SendErrorAsync(code, "ctx_1", retryable: true);
            await Time.PassAsync(pause);
        }

        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task An_outcome_ends_the_pause_before_a_repetition()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync("UNAVAILABLE", "ctx_1", retryable: true);
        await Time.ArmedAsync(0.5);
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Theory]
    [InlineData("RATE_LIMITED", true, 1500)]
    [InlineData("TERMINAL_BUSY", true, null)]
    [InlineData("INVALID_REQUIREMENTS", false, null)]
    [InlineData("NOT_PERMITTED", false, null)]
    [InlineData("CONTEXT_ID_CONFLICT", false, null)]
    [InlineData("A_CODE_OF_TOMORROW", false, null)]
    public async Task A_refused_create_is_an_exception_that_says_what_to_do(string code, bool transient, int? retryAfterMs)
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        string contextId = await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync(code, contextId, transient, retryAfterMs);

        BoopException exception = await ShouldFailAsync(pending, code);
        exception.IsTransient.ShouldBe(transient);
        exception.RetryAfter.ShouldBe(retryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
        exception.ContextId.ShouldBe(contextId);
        exception.Message.Split(". ").Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task An_error_that_names_the_message_alone_finds_its_call()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        string mark = (await connection.ReceiveAsync("create_context")).GetProperty("id").GetString()!;
        await connection.SendAsync(
            $$"""{"type":"error","error":"Rate limit exceeded","code":"RATE_LIMITED","retryable":true,"retry_after_ms":100,"id":"{{mark}}"}""");
        await ShouldFailAsync(pending, BoopErrorCodes.RateLimited);
    }

    [Fact]
    public async Task An_error_that_answers_a_twin_ends_the_twin_alone()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Task<AuthenticationOutcome> twin = Ask(client, "ctx_1");
        string mark = (await connection.ReceiveAsync("create_context")).GetProperty("id").GetString()!;
        await connection.SendErrorAsync("NOT_PERMITTED", "ctx_1", retryable: false, id: mark);
        await ShouldFailAsync(twin, BoopErrorCodes.NotPermitted);

        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_limit_met_by_a_twin_does_not_hide_the_outcome_of_the_first()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Task<AuthenticationOutcome> twin = Ask(client, "ctx_1");
        string mark = (await connection.ReceiveAsync("create_context")).GetProperty("id").GetString()!;
        await connection.SendErrorAsync("RATE_LIMITED", "ctx_1", retryable: true, retryAfterMs: 3000, id: mark);

        await Time.PassAsync(3.5);
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await Cap.Of(twin, "the twin's outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_limit_met_by_a_repetition_does_not_hide_the_outcome_of_the_first()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        connection.Abort();
        await Time.PassAsync(0.5);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync("RATE_LIMITED", "ctx_1", retryable: true, retryAfterMs: 3000);

        await Time.PassAsync(3.5);
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_network_that_says_nothing_is_asked_again_and_given_up_in_the_end()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();

        // 2.5 s at a time, answering each ping: the link lives, and still no word of the context.
        int creates = 1;
        for (double seconds = 2.5; seconds < 90; seconds += 2.5)
        {
            await Time.PassAsync(2.5);
            if (seconds is 40 or 80)
            {
                // The ping of this moment comes before it or behind it, and is answered on the way.
                JsonElement look = await connection.ReceiveAsync("get_context");
                look.GetProperty("context_id").GetString().ShouldBe("ctx_1");
                await connection.SendUpdateAsync("ctx_1", "offered", look.GetProperty("id").GetString()!);
                (await connection.ReceiveCreateAsync()).ShouldBe("ctx_1");
                creates++;

                // The answer is a sign of life and the create hurries the pulse: of the two beats that they arm one comes.
                await Time.ArmedAsync(2.5);
            }
            else
            {
                await connection.ReceiveAsync("ping");
                await connection.SendAsync("""{"type":"pong"}""");
            }
        }

        creates.ShouldBe(3);
        Time.Advance(TimeSpan.FromSeconds(2.5));
        BoopException exception = await ShouldFailAsync(pending, BoopErrorCodes.OutcomeUnknown);
        exception.IsTransient.ShouldBeTrue();
        exception.ContextId.ShouldBe("ctx_1");
    }

    [Fact]
    public async Task Without_any_connection_a_call_ends_and_says_that_nothing_was_asked()
    {
        Network.FailNext(int.MaxValue);
        Task<AuthenticationOutcome> pending = Ask(NewClient());
        await Time.ArmedAsync(0.5);
        Time.Advance(TimeSpan.FromSeconds(90));
        (await ShouldFailAsync(pending, BoopErrorCodes.NotConnected)).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Disposal_ends_every_wait_and_closes_politely()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        Task reading = ReadAllAsync(client);
        await connection.ReceiveCreateAsync();

        Task disposing = client.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(pending, "the end of the call"));
        (await connection.ClosedAsync()).ShouldBe(1000);
        await Cap.Of(disposing, "the disposal");
        await Cap.Of(reading, "the end of the enumeration");
        await Should.ThrowAsync<ObjectDisposedException>(() => Ask(client));
        await Should.ThrowAsync<ObjectDisposedException>(() => client.ConnectAsync(TestContext.Current.CancellationToken));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Disposal_ends_waits_for_a_connection_too()
    {
        Network.FailNext(int.MaxValue);
        BoopClient client = NewClient();
        Task<AuthenticationOutcome> pending = Ask(client);
        Task connecting = client.ConnectAsync(TestContext.Current.CancellationToken);
        await Time.ArmedAsync(0.5);
        await client.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(pending, "the end of the call"));
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(connecting, "the end of the wait"));
    }

    private static async Task ReadAllAsync(BoopClient client)
    {
        await foreach (UnclaimedOutcome _ in client.ReadUnclaimedAsync(TestContext.Current.CancellationToken))
        {
        }
    }
}
