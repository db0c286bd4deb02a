namespace Boop.Client.Testing.Tests;

/// <summary>A store that is away or loses its answers, and outcomes that are told again.</summary>
public sealed class StoreTests : NetworkTestBase
{
    private static readonly Dictionary<string, string> Ada = new() { ["email"] = "ada@example.com" };

    [Fact]
    public async Task While_the_store_is_away_nothing_is_accepted_and_the_call_goes_on_trying()
    {
        await Connect();
        Network.IsStoreUnavailable = true;
        Network.Next.Succeeds();
        Task<AuthenticationOutcome> pending = Ask();
        await Advance(20);
        await Network.ShouldHaveCreatedNothingAsync();
        Network.IsStoreUnavailable = false;
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task An_expiry_may_come_late_and_never_without_the_store()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        Network.IsStoreUnavailable = true;
        await Advance(35);
        pending.IsCompleted.ShouldBeFalse();
        Network.IsStoreUnavailable = false;
        await Advance(0.2);
        (await Ended(pending)).ShouldBeOfType<AuthenticationOutcome.Expired>();
    }

    [Fact]
    public async Task A_person_who_comes_while_the_store_is_away_is_recognised_once_it_is_back()
    {
        Network.Next.After(TimeSpan.FromSeconds(5)).Succeeds("usr_1");
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        Network.IsStoreUnavailable = true;
        await Advance(10);
        pending.IsCompleted.ShouldBeFalse();
        Network.IsStoreUnavailable = false;
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_create_whose_answer_is_lost_makes_one_context()
    {
        Network.LoseStoreAnswers(1);
        Network.Next.After(TimeSpan.FromSeconds(10)).Succeeds("usr_1");
        (await Complete(Ask())).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        (await Network.ShouldHaveCreatedAsync("ctx_1")).Creates.ShouldBe(2);
        Network.Contexts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_cancel_whose_answer_is_lost_is_repeated()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        Network.LoseStoreAnswers(1);
        (await Complete(Client.CancelAsync("ctx_1", TestContext.Current.CancellationToken))).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
    }

    [Fact]
    public async Task An_outcome_that_nobody_acknowledged_goes_to_the_next_client()
    {
        await DecideForNobody();
        BoopClient next = Network.CreateClient();
        await using IAsyncEnumerator<UnclaimedOutcome> unclaimed =
            next.ReadUnclaimedAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await Complete(next.ConnectAsync(TestContext.Current.CancellationToken));
        (await Complete(unclaimed.MoveNextAsync().AsTask())).ShouldBeTrue();
        unclaimed.Current.ContextId.ShouldBe("ctx_1");
        unclaimed.Current.Outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>().Attributes["email"].ShouldBe("ada@example.com");
        await Network.ShouldNotHaveAcknowledgedAsync("ctx_1");

        Task<bool> more = unclaimed.MoveNextAsync().AsTask();
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
        await Complete(next.DisposeAsync().AsTask());
        (await Complete(more)).ShouldBeFalse();
    }

    [Fact]
    public async Task After_five_minutes_an_outcome_is_sent_no_more_and_its_values_are_gone()
    {
        await DecideForNobody();
        await Advance(5 * 60);
        BoopClient next = Network.CreateClient();
        ContextStatus status = await Complete(next.GetAsync("ctx_1", TestContext.Current.CancellationToken));
        var succeeded = status.Outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        succeeded.AttributesErased.ShouldBeTrue();
        succeeded.Attributes.ShouldBeEmpty();
        Network.Frames.Count(frame => frame.Type == "auth_result" && frame.Connection == 2).ShouldBe(1);
    }

    [Fact]
    public async Task The_log_of_frames_holds_nothing_that_no_log_may_hold()
    {
        Network.Next.Succeeds("usr_secret", Ada);
        await Complete(Ask(new PaymentRequest(2500) { Attributes = ["email"], Description = "for your eyes only" }));
        string log = string.Join('\n', Network.Frames);
        foreach (string secret in new[] { "sk_test_key", "usr_secret", "ada@example.com", "for your eyes only" })
            log.ShouldNotContain(secret);
        log.ShouldContain("\"email\"");
        log.ShouldContain("create_context");
    }

    private async Task DecideForNobody()
    {
        Network.Next.After(TimeSpan.FromSeconds(1)).Succeeds("usr_1", Ada);
        Task<AuthenticationOutcome> forgotten = Ask(new PaymentRequest(2500) { ContextId = "ctx_1", Attributes = ["email"] });
        await Network.SettleAsync();
        await Complete(Client.DisposeAsync().AsTask());
        await Should.ThrowAsync<ObjectDisposedException>(Ended(forgotten));
        await Advance(2);
        Network.Contexts.ShouldHaveSingleItem().State.ShouldBe("succeeded");
    }
}
