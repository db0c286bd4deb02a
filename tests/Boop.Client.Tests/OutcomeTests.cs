using System.Text.Json;
using Boop.Client.Tests.Scripted;

namespace Boop.Client.Tests;

public sealed class OutcomeTests : ClientTestBase
{
    [Fact]
    public async Task A_success_tells_who_and_what_and_what_not()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client);
        await connection.SendSuccessAsync(await connection.ReceiveCreateAsync());

        var success = (await Cap.Of(pending, "the outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        success.UserId.ShouldBe("usr_1");
        success.Attributes.ShouldContainKeyAndValue("email", "ada@example.com");
        success.Withheld.ShouldBe([new Withholding("phone", "not_consented")]);
        success.AttributesErased.ShouldBeFalse();
        success.ToString().ShouldNotContain("ada");
        success.Match(_ => "yes", _ => "no", _ => "no", _ => "no").ShouldBe("yes");
    }

    [Fact]
    public async Task A_no_an_expiry_and_a_withdrawal_are_outcomes_too()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();

        Task<AuthenticationOutcome> refused = Ask(client, "ctx_refused");
        await connection.SendFailureAsync(await connection.ReceiveCreateAsync(), "declined");
        (await Cap.Of(refused, "the refusal")).ShouldBe(new AuthenticationOutcome.Refused("declined"));
        await connection.ReceiveAckAsync();

        Task<AuthenticationOutcome> expired = Ask(client, "ctx_expired");
        await connection.SendErrorAsync("CONTEXT_EXPIRED", await connection.ReceiveCreateAsync(), retryable: false);
        (await Cap.Of(expired, "the expiry")).ShouldBe(new AuthenticationOutcome.Expired());
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_expired"]);

        Task<AuthenticationOutcome> old = Ask(client, "ctx_old");
        await connection.ReceiveCreateAsync();
        await connection.SendAsync("""{"type":"error","error":"Context expired","context_id":"ctx_old"}""");
        (await Cap.Of(old, "the expiry of an old network")).ShouldBe(new AuthenticationOutcome.Expired());
        await connection.ReceiveAckAsync();

        Task<AuthenticationOutcome> cancelled = Ask(client, "ctx_cancelled");
        await connection.SendFailureAsync(await connection.ReceiveCreateAsync(), "cancelled");
        (await Cap.Of(cancelled, "the withdrawal")).ShouldBe(new AuthenticationOutcome.Cancelled());
    }

    [Fact]
    public async Task Each_request_is_sent_as_it_was_asked()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        CancellationToken token = TestContext.Current.CancellationToken;
        Task[] calls =
        [
            client.AuthenticateAsync(
                new PaymentRequest(2500)
                {
                    ContextId = "ctx_p",
                    Currency = "EUR",
                    MinimumAge = 18,
                    Attributes = ["email"],
                    RequiredAttributes = ["name"],
                    TerminalId = "till_1",
                    Description = "Two coffees",
                },
                token),
        ];
        Json(await connection.ReceiveAsync("create_context")).ShouldBe(
            """{"type":"payment","amount":2500,"currency":"EUR","attributes":["email"],"required_attributes":["name"],"minimum_age":18,"terminal_id":"till_1","description":"Two coffees"}""");

        calls = [.. calls, client.AuthenticateAsync(new EntranceRequest { MinimumAge = 21 }, token)];
        Json(await connection.ReceiveAsync("create_context")).ShouldBe("""{"type":"entrance","minimum_age":21}""");

        calls = [.. calls, client.AuthenticateAsync(new MembershipRequest { ProgramId = "gold" }, token)];
        Json(await connection.ReceiveAsync("create_context")).ShouldBe("""{"type":"membership","program_id":"gold"}""");
        calls.ShouldAllBe(call => !call.IsCompleted);

        static string Json(JsonElement create) => create.GetProperty("requirements").GetRawText();
    }

    [Fact]
    public async Task Context_ids_are_fresh_unless_chosen()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        var request = new EntranceRequest();
        Task first = client.AuthenticateAsync(request, TestContext.Current.CancellationToken);
        Task second = client.AuthenticateAsync(request, TestContext.Current.CancellationToken);
        string one = await connection.ReceiveCreateAsync();
        string two = await connection.ReceiveCreateAsync();
        one.Length.ShouldBe(32);
        one.ShouldNotBe(two);
        Task.WhenAny(first, second).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_hundred_calls_at_once_get_each_its_own_outcome()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome>[] calls = [.. Enumerable.Range(0, 100).Select(i => Task.Run(() => Ask(client, $"ctx_{i}")))];
        var ids = new List<string>();
        for (int i = 0; i < 100; i++)
        {
            ids.Add(await connection.ReceiveCreateAsync());
        }

        ids.Distinct().Count().ShouldBe(100);
        ids.Reverse();
        foreach (string id in ids)
        {
            await connection.SendFailureAsync(id, $"because_{id}");
        }

        AuthenticationOutcome[] outcomes = await Cap.Of(Task.WhenAll(calls), "all outcomes");
        outcomes.ShouldBe(Enumerable.Range(0, 100).Select(i => new AuthenticationOutcome.Refused($"because_ctx_{i}")));

        var acknowledged = new HashSet<string>();
        while (acknowledged.Count < 100)
        {
            string[] batch = await connection.ReceiveAckAsync();
            batch.Length.ShouldBeInRange(1, 100);
            batch.ShouldAllBe(id => acknowledged.Add(id));
        }
    }

    [Fact]
    public async Task Two_calls_with_one_id_share_its_outcome_and_other_requests_conflict()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> first = Ask(client, "ctx_1");
        Task<AuthenticationOutcome> second = Ask(client, "ctx_1");
        await ShouldFailAsync(
            client.AuthenticateAsync(new PaymentRequest(1) { ContextId = "ctx_1" }, TestContext.Current.CancellationToken),
            BoopErrorCodes.ContextIdConflict);

        await connection.SendSuccessAsync(await connection.ReceiveCreateAsync());
        (await Cap.Of(first, "the first outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await Cap.Of(second, "the second outcome")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task An_outcome_sent_again_is_dropped_and_acknowledged_again()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending, "the outcome");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);

        await connection.SendSuccessAsync("ctx_1");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
        await connection.SendFailureAsync("ctx_2", "declined");
        (await FirstUnclaimedAsync(client)).ContextId.ShouldBe("ctx_2");
    }

    [Fact]
    public async Task An_outcome_is_acknowledged_only_when_somebody_has_it()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        await connection.SendSuccessAsync("ctx_of_an_earlier_process");
        await connection.SendSuccessAsync("ctx_of_an_earlier_process");
        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending, "the outcome");

        // The next ack is of what was handed over; that it is the only one in between shows that nothing else was.
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
        UnclaimedOutcome unclaimed = await FirstUnclaimedAsync(client);
        unclaimed.ContextId.ShouldBe("ctx_of_an_earlier_process");
        unclaimed.Outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>();

        // The loop was left in its body: the outcome comes again, also where the network has sent it again meanwhile.
        await connection.SendSuccessAsync("ctx_of_an_earlier_process");
        Task<AuthenticationOutcome> behind = Ask(client, "ctx_2");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_2");
        await Cap.Of(behind, "an outcome behind the one that was sent again");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_2"]);
        (await DealWithOneAsync(client)).ShouldBe(unclaimed);
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_of_an_earlier_process"]);
        await connection.SendSuccessAsync("ctx_of_an_earlier_process");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_of_an_earlier_process"], "what was handed over is acknowledged again, and given to nobody");
    }

    [Fact]
    public async Task A_call_with_the_id_of_an_unclaimed_outcome_claims_it()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        Task<AuthenticationOutcome> earlier = Ask(client, "ctx_0");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        await connection.SendSuccessAsync("ctx_0");
        await Cap.Of(earlier, "an outcome behind the unclaimed one");
        await connection.ReceiveAckAsync();

        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending, "the outcome");

        await connection.SendSuccessAsync("ctx_2");
        (await FirstUnclaimedAsync(client)).ContextId.ShouldBe("ctx_2");
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once_and_its_outcome_is_unclaimed()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        using var cancelling = new CancellationTokenSource();
        Task<AuthenticationOutcome> pending = client.AuthenticateAsync(new PaymentRequest(2500) { ContextId = "ctx_1" }, cancelling.Token);
        await connection.ReceiveCreateAsync();
        await cancelling.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(() => Cap.Of(pending, "the end of the wait"))).CancellationToken
            .ShouldBe(cancelling.Token);

        await connection.SendSuccessAsync("ctx_1");
        (await FirstUnclaimedAsync(client)).ContextId.ShouldBe("ctx_1");
    }

    [Fact]
    public async Task Unclaimed_outcomes_that_nobody_reads_keep_nobody_waiting()
    {
        (BoopClient client, ScriptedConnection connection) = await ConnectedAsync();
        for (int i = 0; i < ArrivedOutcomes.UnclaimedCapacity + 10; i++)
        {
            await connection.SendFailureAsync($"ctx_old_{i}", "declined");
        }

        Task<AuthenticationOutcome> pending = Ask(client, "ctx_1");
        await connection.ReceiveCreateAsync();
        await connection.SendSuccessAsync("ctx_1");
        await Cap.Of(pending, "the outcome");
        (await connection.ReceiveAckAsync()).ShouldBe(["ctx_1"]);
    }

    private static async Task<UnclaimedOutcome> DealWithOneAsync(BoopClient client)
    {
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        UnclaimedOutcome? one = null;
        try
        {
            await foreach (UnclaimedOutcome unclaimed in client.ReadUnclaimedAsync(leaving.Token))
            {
                one = unclaimed;
                await leaving.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Left between two outcomes.
        }

        return one.ShouldNotBeNull();
    }

    private static async Task<UnclaimedOutcome> FirstUnclaimedAsync(BoopClient client)
    {
        await using IAsyncEnumerator<UnclaimedOutcome> unclaimed =
            client.ReadUnclaimedAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await Cap.Of(unclaimed.MoveNextAsync().AsTask(), "an unclaimed outcome")).ShouldBeTrue();
        return unclaimed.Current;
    }
}
