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
        (await Cap.Of(cancel, "the end of the cancel")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await connection.ReceiveAckAsync()).ShouldContain("ctx_1");

        // The answer to the cancel tells the same outcome again, and nobody is handed it twice.
        await connection.SendSuccessAsync("ctx_1", id);
        await connection.ReceiveAckAsync();
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

    [Fact]
    public async Task A_look_that_is_given_up_with_the_outcome_in_hand_hands_it_over()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        using var leaving = new CancellationTokenSource();
        Task<ContextStatus> look = client.GetAsync("ctx_1", leaving.Token);
        await connection.SendSuccessAsync("ctx_1", await connection.ReceiveInquiryAsync("get_context"));
        await RoundTripAsync(client, connection);
        await leaving.CancelAsync();

        ContextStatus status = await Cap.Of(look, "the end of the look");
        status.State.ShouldBe("succeeded");
        status.Outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
    }

    [Fact]
    public async Task A_late_error_of_a_look_that_was_given_up_ends_no_call_of_the_same_request()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        using var leaving = new CancellationTokenSource();
        Task<ContextStatus> look = client.GetAsync("ctx_1", leaving.Token);
        string id = await connection.ReceiveInquiryAsync("get_context");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Cap.Of(look, "the end of the look"));

        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync("CONTEXT_NOT_FOUND", "ctx_1", retryable: false, id: id);
        await connection.SendErrorAsync("RATE_LIMITED", null, retryable: true, id: id);
        await RoundTripAsync(client, connection);
        pending.IsCompleted.ShouldBeFalse();
        await connection.SendSuccessAsync("ctx_1");
        (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task The_id_of_an_inquiry_can_be_no_context_id()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<ContextStatus> look = client.GetAsync("ctx_1", TestContext.Current.CancellationToken);
        string id = await connection.ReceiveInquiryAsync("get_context");
        id.Length.ShouldBeLessThanOrEqualTo(64);
        await Should.ThrowAsync<ArgumentException>(() => Cap.Of(Ask(client, id), "the refusal of the id"));
        await connection.SendUpdateAsync("ctx_1", "waiting", id);
        await Cap.Of(look, "the answer");
    }

    [Fact]
    public async Task Without_any_connection_an_inquiry_says_that_there_was_none()
    {
        Network.FailNext(int.MaxValue);
        BoopClient client = NewClient();
        Task cancel = client.CancelAsync("ctx_1", TestContext.Current.CancellationToken);
        Task look = client.GetAsync("ctx_1", TestContext.Current.CancellationToken);
        await Time.ArmedAsync(0.5);
        Time.Advance(TimeSpan.FromSeconds(90));
        (await ShouldFailAsync(cancel, BoopErrorCodes.NotConnected)).ContextId.ShouldBe("ctx_1");
        (await ShouldFailAsync(look, BoopErrorCodes.NotConnected)).IsTransient.ShouldBeTrue();
    }

    /// <summary>Whatever the network said before has been heard.</summary>
    private static async Task RoundTripAsync(BoopClient client, ScriptedConnection connection)
    {
        Task<ContextStatus> look = client.GetAsync("ctx_round_trip", TestContext.Current.CancellationToken);
        await connection.SendUpdateAsync("ctx_round_trip", "waiting", await connection.ReceiveInquiryAsync("get_context"));
        await Cap.Of(look, "the answer to a look");
    }

    /// <summary>40 s in which the link lives and nothing is said of the context.</summary>
    private async Task PassDeadlineAsync(ScriptedConnection connection)
    {
        for (double seconds = 2.5; seconds <= 40; seconds += 2.5)
        {
            await Time.PassAsync(2.5);
            if (seconds < 40)
            {
                await connection.ReceiveAsync("ping");
                await connection.SendAsync("""{"type":"pong"}""");
            }
        }
    }
}
