using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

/// <summary>A cancel reports what really happened; a look, what the network confirmed.</summary>
public sealed class InquiryTests : ClientTestBase
{
    [Fact]
    public async Task A_cancel_ends_the_call_and_itself_with_the_cancellation()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Task<AuthenticationOutcome> cancel = client.CancelAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendFailureAsync("ctx_1", "cancelled", id);
        (await Cap.Of(cancel, "the end of the cancel")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await Cap.Of(pending, "the end of the call")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await connection.ReceiveAckAsync()).ShouldContain("ctx_1");
    }

    [Fact]
    public async Task A_late_success_beats_a_cancel()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Task<AuthenticationOutcome> cancel = client.CancelAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the end of the call")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        cancel.IsCompleted.ShouldBeFalse();
        await connection.SendSuccessAsync("ctx_1", id);
        (await Cap.Of(cancel, "the end of the cancel")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_cancel_is_repeated_after_a_lost_connection()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> cancel = client.CancelAsync("ctx_earlier", TestContext.Current.CancellationToken);
        await connection.ReceiveInquiryAsync("cancel_context");
        connection.Abort();
        await Time.PassAsync(0.5);
        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        string id = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendErrorAsync("CONTEXT_EXPIRED", "ctx_earlier", retryable: false, id: id);
        (await Cap.Of(cancel, "the end of the cancel")).ShouldBeOfType<AuthenticationOutcome.Expired>();
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_earlier"]);
    }

    [Fact]
    public async Task A_cancel_that_nobody_could_store_is_repeated_and_disturbs_no_call()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        Task<AuthenticationOutcome> cancel = client.CancelAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendErrorAsync("UNAVAILABLE", "ctx_1", retryable: true, id: id);
        await Time.PassAsync(0.5);
        (await connection.ReceiveInquiryAsync("cancel_context")).ShouldBe(id);
        await connection.SendFailureAsync("ctx_1", "cancelled", id);
        await Cap.Of(cancel, "the end of the cancel");
        (await Cap.Of(pending, "the end of the call")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
    }

    [Fact]
    public async Task A_context_that_the_network_does_not_know_is_told_with_the_cure()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<ContextStatus> look = client.GetAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("get_context");
        await connection.SendErrorAsync("CONTEXT_NOT_FOUND", "ctx_1", retryable: false, id: id);
        BoopException exception = await ShouldFailAsync(look, BoopErrorCodes.ContextNotFound);
        exception.Message.ShouldContain("ContextId");
        exception.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_look_tells_where_an_open_request_stands()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<ContextStatus> look = client.GetAsync("ctx_1", TestContext.Current.CancellationToken);
        await connection.SendUpdateAsync("ctx_1", "offered", await connection.ReceiveInquiryAsync("get_context"));
        (await Cap.Of(look, "the answer")).ShouldBe(
            new ContextStatus("ctx_1", "offered") { ExpiresIn = TimeSpan.FromSeconds(12), TerminalId = "till-1" });
    }

    [Fact]
    public async Task A_look_at_a_decided_request_hands_its_outcome_over()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<ContextStatus> look = client.GetAsync("ctx_earlier", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("get_context");
        await connection.SendSuccessAsync("ctx_earlier", id);
        look.IsCompleted.ShouldBeFalse();
        await connection.SendUpdateAsync("ctx_earlier", "succeeded", id);
        ContextStatus status = await Cap.Of(look, "the answer");
        status.State.ShouldBe("succeeded");
        status.Outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_earlier"]);
    }

    [Fact]
    public async Task A_network_that_is_silent_past_the_deadline_is_asked_for_the_truth()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await PassDeadlineAsync(connection);
        string id = await connection.ReceiveInquiryAsync("get_context");
        await connection.SendSuccessAsync("ctx_1", id);
        await connection.SendUpdateAsync("ctx_1", "succeeded", id);
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task What_the_network_never_accepted_is_created_again_after_the_silence()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await PassDeadlineAsync(connection);
        string id = await connection.ReceiveInquiryAsync("get_context");
        await connection.SendErrorAsync("CONTEXT_NOT_FOUND", "ctx_1", retryable: false, id: id);
        (await connection.ReceiveCreateAsync()).ShouldBe("ctx_1");
        await connection.SendFailureAsync("ctx_1", "declined");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Refused>();
    }

    /// <summary>40 s in which the link lives and nothing is said of the context.</summary>
    private async Task PassDeadlineAsync(ScriptedConnection connection)
    {
        for (int seconds = 4; seconds <= 40; seconds += 4)
        {
            await Time.PassAsync(4);
            await connection.ReceiveAsync("ping");
            if (seconds < 40)
            {
                await connection.SendAsync("""{"type":"pong"}""");
            }
        }
    }
}
