using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class PendingAuthenticationTests : ClientTestBase
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_asks_for_progress()
    {
        BoopClient client = NewClient();
        Task connecting = client.ConnectAsync(Token);
        JsonElement authenticate = await (await Network.AcceptAsync()).LetInAsync();
        authenticate.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()).ShouldBe(["progress"]);
        await Cap.Of(connecting, "the connection");
    }

    [Fact]
    public async Task A_request_tells_each_of_its_states_once_and_its_outcome()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        pending.ContextId.ShouldBe("ctx_1");
        foreach (string state in (string[])["waiting", "waiting", "offered", "presented", "retrying", "presented"])
        {
            await SayAsync(connection, "ctx_1", state);
        }

        await connection.SendSuccessAsync("ctx_1");
        await SayAsync(connection, "ctx_1", "succeeded");
        (await StatesAsync(pending)).ShouldBe(["accepted", "waiting", "offered", "presented", "retrying", "presented", "succeeded"]);
        (await StatesAsync(pending)).Count.ShouldBe(7);
        (await Cap.Of(pending.WaitAsync(Token), "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await Cap.Of(pending.WaitAsync(Token), "the outcome again")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
    }

    [Fact]
    public async Task An_outcome_is_acknowledged_once_the_application_has_taken_it_and_no_sooner()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication first = await StartAsync(client, connection, "ctx_1");
        await using PendingAuthentication second = await StartAsync(client, connection, "ctx_2");
        await connection.SendSuccessAsync("ctx_1");
        await connection.SendSuccessAsync("ctx_2");
        await StatesAsync(first);
        await StatesAsync(second);

        await Cap.Of(second.WaitAsync(Token), "the outcome");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_2"]);
        await Cap.Of(first.WaitAsync(Token), "the outcome");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
    }

    [Fact]
    public async Task An_outcome_that_was_not_taken_goes_to_whoever_reads_the_unclaimed_ones()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        await connection.SendSuccessAsync("ctx_1");
        await StatesAsync(pending);
        await pending.DisposeAsync();
        await pending.DisposeAsync();

        (await NextUnclaimedAsync(client)).ShouldBe("ctx_1");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(pending.WaitAsync(Token), "the refusal"));
    }

    [Fact]
    public async Task An_outcome_that_comes_behind_the_disposal_goes_there_too()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        Task<AuthenticationOutcome> waiting = pending.WaitAsync(Token);
        Task<List<string>> reading = StatesAsync(pending);
        await pending.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(waiting, "the end of the wait"));
        (await reading).ShouldBe(["accepted"]);

        await connection.SendSuccessAsync("ctx_1");
        (await NextUnclaimedAsync(client)).ShouldBe("ctx_1");
    }

    [Fact]
    public async Task An_outcome_that_one_of_two_took_is_given_to_nobody_else()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        Task<PendingAuthentication> starting = client.StartAsync(new PaymentRequest(2500) { ContextId = "ctx_1" }, Token);
        await connection.ReceiveCreateAsync();
        await SayAsync(connection, "ctx_1", "offered");
        PendingAuthentication twin = await Cap.Of(starting, "the start of the twin");
        await connection.SendSuccessAsync("ctx_1");
        await StatesAsync(pending);
        await StatesAsync(twin);

        await pending.DisposeAsync();
        await Cap.Of(twin.WaitAsync(Token), "the twin's outcome");
        await twin.DisposeAsync();
        await connection.SendSuccessAsync("ctx_2");
        (await NextUnclaimedAsync(client)).ShouldBe("ctx_2");
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_the_request_as_it_is()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        using var leaving = new CancellationTokenSource();
        Task waiting = pending.WaitAsync(leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Cap.Of(waiting, "the end of the wait"));
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending.WaitAsync(Token), "the outcome");
    }

    [Fact]
    public async Task A_cancel_tells_the_outcome_that_won_and_takes_it()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        Task<AuthenticationOutcome> cancelling = pending.CancelAsync(Token);
        string mark = await connection.ReceiveInquiryAsync("cancel_context");
        await connection.SendFailureAsync("ctx_1", "cancelled", mark);

        (await Cap.Of(cancelling, "the cancel")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await Cap.Of(pending.WaitAsync(Token), "the outcome")).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await StatesAsync(pending)).ShouldBe(["accepted", "cancelled"]);
    }

    [Fact]
    public async Task After_a_lost_connection_the_network_is_asked_how_the_request_stands()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        await SayAsync(connection, "ctx_1", "offered");
        connection.Abort();
        await Time.PassAsync(0.5);

        connection = await Network.AcceptAsync();
        await connection.LetInAsync();
        await connection.ReceiveCreateAsync();
        string mark = await connection.ReceiveInquiryAsync("get_context");
        await connection.SendUpdateAsync("ctx_1", "retrying", mark);
        await connection.SendErrorAsync("CONTEXT_EXPIRED", "ctx_1", retryable: false);
        (await StatesAsync(pending)).ShouldBe(["accepted", "offered", "retrying", "expired"]);
    }

    [Fact]
    public async Task A_request_of_the_process_before_is_found_again()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<PendingAuthentication> starting = client.StartAsync(new PaymentRequest(2500) { ContextId = "ctx_1" }, Token);
        await connection.ReceiveCreateAsync();

        // A repeated create of an open context is not answered.
        await Time.PassAsync(2);
        string mark = await connection.ReceiveInquiryAsync("get_context");
        await connection.SendUpdateAsync("ctx_1", "presented", mark);
        await using PendingAuthentication pending = await Cap.Of(starting, "the start");
        await connection.SendSuccessAsync("ctx_1");
        (await StatesAsync(pending)).ShouldBe(["presented", "succeeded"]);
    }

    [Fact]
    public async Task A_refused_request_does_not_start()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<PendingAuthentication> starting = client.StartAsync(new PaymentRequest(2500) { ContextId = "ctx_1" }, Token);
        await connection.ReceiveCreateAsync();
        await connection.SendErrorAsync("TERMINAL_BUSY", "ctx_1", retryable: true);
        await ShouldFailAsync(starting, BoopErrorCodes.TerminalBusy);
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_its_outcome_to_whoever_reads_the_unclaimed_ones()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        using var leaving = new CancellationTokenSource();
        Task starting = client.StartAsync(new PaymentRequest(2500) { ContextId = "ctx_1" }, leaving.Token);
        await connection.ReceiveCreateAsync();
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Cap.Of(starting, "the end of the start"));
        await connection.SendSuccessAsync("ctx_1");
        (await NextUnclaimedAsync(client)).ShouldBe("ctx_1");
    }

    [Fact]
    public async Task What_fails_later_ends_the_progress_and_the_wait()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        await connection.CloseAsync(4409);
        (await ShouldFailAsync(pending.WaitAsync(Token), BoopErrorCodes.SessionReplaced)).ContextId.ShouldBe("ctx_1");
        await ShouldFailAsync(StatesAsync(pending), BoopErrorCodes.SessionReplaced);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_misses_the_oldest_states_and_never_the_last()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        for (int round = 0; round < 50; round++)
        {
            await SayAsync(connection, "ctx_1", "presented");
            await SayAsync(connection, "ctx_1", "retrying");
        }

        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending.WaitAsync(Token), "the outcome");
        List<string> states = await StatesAsync(pending);
        states.Count.ShouldBe(16);
        states[^1].ShouldBe("succeeded");
        states[^2].ShouldBe("retrying");
    }

    [Fact]
    public async Task Disposal_of_the_client_ends_what_is_under_way()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await using PendingAuthentication pending = await StartAsync(client, connection, "ctx_1");
        Task disposing = client.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(() => Cap.Of(pending.WaitAsync(Token), "the end of the wait"));
        await connection.ClosedAsync();
        await Cap.Of(disposing, "the disposal");
    }

    private static async Task<PendingAuthentication> StartAsync(BoopClient client, ScriptedConnection connection, string contextId)
    {
        Task<PendingAuthentication> starting = client.StartAsync(new PaymentRequest(2500) { ContextId = contextId }, Token);
        (await connection.ReceiveCreateAsync()).ShouldBe(contextId);
        await SayAsync(connection, contextId, "accepted");
        return await Cap.Of(starting, "the start");
    }

    private static Task SayAsync(ScriptedConnection connection, string contextId, string state) => connection.SendAsync(
        $$"""{"type":"context_update","context_id":"{{contextId}}","state":"{{state}}","expires_in_ms":12000}""");

    private static Task<List<string>> StatesAsync(PendingAuthentication pending) => Cap.Of(ReadAsync(pending), "the end of the progress");

    private static async Task<List<string>> ReadAsync(PendingAuthentication pending)
    {
        List<string> states = [];
        await foreach (ContextStatus status in pending.ReadProgressAsync(Token))
        {
            status.Outcome.ShouldBeNull();
            states.Add(status.State);
        }

        return states;
    }

    private static async Task<string> NextUnclaimedAsync(BoopClient client)
    {
        return await Cap.Of(ReadOneAsync(), "an unclaimed outcome");

        async Task<string> ReadOneAsync()
        {
            using var enough = new CancellationTokenSource();
            string contextId = "";
            try
            {
                await foreach (UnclaimedOutcome unclaimed in client.ReadUnclaimedAsync(enough.Token))
                {
                    contextId = unclaimed.ContextId;
                    await enough.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                // It has been dealt with.
            }

            return contextId;
        }
    }
}
