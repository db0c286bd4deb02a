namespace Boop.Client.Testing.Tests;

public sealed class OutcomeTests : NetworkTestBase
{
    private static readonly Dictionary<string, string> Ada = new() { ["email"] = "ada@example.com", ["name"] = "Ada" };

    [Fact]
    public async Task A_scripted_success_is_what_the_call_returns_and_acknowledges()
    {
        Network.Next.Succeeds("usr_ada", Ada, [new Withholding("phone", "unavailable")]);
        AuthenticationOutcome outcome = await Complete(Ask(new PaymentRequest(2500) { ContextId = "ctx_1", Attributes = ["email", "phone", "iban"] }));

        var succeeded = outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        succeeded.UserId.ShouldBe("usr_ada");
        succeeded.Attributes.ShouldBe(new Dictionary<string, string> { ["email"] = "ada@example.com" });
        succeeded.Withheld.ShouldBe([new Withholding("iban", "not_consented"), new Withholding("phone", "unavailable")]);
        succeeded.AttributesErased.ShouldBeFalse();
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
    }

    [Theory]
    [InlineData("user_not_found")]
    [InlineData("declined")]
    [InlineData("vendor_not_consented")]
    [InlineData("attributes_missing")]
    [InlineData("too_young")]
    [InlineData("not_a_member")]
    [InlineData("scanner_failed")]
    [InlineData("reason_of_a_later_day")]
    public async Task Every_reason_to_refuse_is_told(string reason)
    {
        Network.Next.Refuses(reason);
        (await Complete(Ask())).ShouldBe(new AuthenticationOutcome.Refused(reason));
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
    }

    [Fact]
    public async Task What_was_required_and_is_not_shared_makes_a_refusal()
    {
        Network.Next.Succeeds("usr_ada", Ada);
        (await Complete(Ask(new EntranceRequest { RequiredAttributes = ["email", "phone"] })))
            .ShouldBe(new AuthenticationOutcome.Refused("attributes_missing"));
    }

    [Fact]
    public async Task What_nobody_answers_expires_thirty_seconds_after_its_acceptance_and_no_earlier()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Advance(29.999);
        pending.IsCompleted.ShouldBeFalse();
        await Advance(0.001);
        (await Ended(pending)).ShouldBeOfType<AuthenticationOutcome.Expired>();
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
    }

    [Fact]
    public async Task A_person_takes_the_time_that_was_scripted()
    {
        Network.Next.After(TimeSpan.FromSeconds(12)).Succeeds();
        Task<AuthenticationOutcome> pending = Ask();
        await Advance(11.999);
        pending.IsCompleted.ShouldBeFalse();
        await Advance(0.001);
        (await Ended(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task Who_comes_after_the_deadline_comes_too_late()
    {
        Network.Next.After(TimeSpan.FromSeconds(31)).Succeeds();
        (await Complete(Ask())).ShouldBeOfType<AuthenticationOutcome.Expired>();
    }

    [Fact]
    public async Task Lines_of_the_script_are_for_one_context_each_and_the_default_is_for_the_rest()
    {
        Network.Next.Refuses("declined");
        Network.Next.Succeeds("usr_2");
        Network.ByDefault.Refuses("too_young");
        (await Complete(Ask("a"))).ShouldBe(new AuthenticationOutcome.Refused("declined"));
        (await Complete(Ask("b"))).ShouldBeOfType<AuthenticationOutcome.Succeeded>().UserId.ShouldBe("usr_2");
        (await Complete(Ask("c"))).ShouldBe(new AuthenticationOutcome.Refused("too_young"));
    }

    [Fact]
    public async Task A_script_for_an_id_goes_before_one_for_a_kind_and_that_before_the_next()
    {
        Network.Next.Succeeds("usr_next");
        Network.When(context => context.Requirements.Amount > 1000).Succeeds("usr_kind");
        Network.For("ctx_1").Succeeds("usr_id");
        (await Complete(Ask("ctx_1"))).ShouldBeOfType<AuthenticationOutcome.Succeeded>().UserId.ShouldBe("usr_id");
        (await Complete(Ask("ctx_2"))).ShouldBeOfType<AuthenticationOutcome.Succeeded>().UserId.ShouldBe("usr_kind");
        (await Complete(Ask(new PaymentRequest(1)))).ShouldBeOfType<AuthenticationOutcome.Succeeded>().UserId.ShouldBe("usr_next");
    }

    [Fact]
    public async Task A_context_that_waits_is_seen_and_can_be_decided_then()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        BoopTestContext waiting = Network.Contexts.ShouldHaveSingleItem();
        waiting.State.ShouldBe("offered");
        waiting.Requirements.Amount.ShouldBe(2500);
        waiting.ExpiresIn.ShouldBe(TimeSpan.FromSeconds(30));

        Network.For(waiting.ContextId).Refuses("declined");
        (await Complete(pending)).ShouldBe(new AuthenticationOutcome.Refused("declined"));
    }

    [Fact]
    public async Task People_wait_for_a_scanner_that_is_taken()
    {
        Network.For("second").Succeeds();
        Task<AuthenticationOutcome> first = Ask("first");
        await Network.SettleAsync();
        Task<AuthenticationOutcome> second = Ask("second");
        await Advance(10);
        second.IsCompleted.ShouldBeFalse();
        Network.For("first").Succeeds();
        await Complete(first);
        await Complete(second);
        Network.Time.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 10, TimeSpan.Zero));
    }

    [Fact]
    public void What_no_network_could_say_is_refused_as_it_is_scripted()
    {
        Should.Throw<ArgumentException>(() => Network.Next.Succeeds("no user id"));
        Should.Throw<ArgumentException>(() => Network.Next.Succeeds("usr_1", Ada, [new Withholding("phone", "whim")])).Message.ShouldContain("not_consented");
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Next.After(TimeSpan.FromSeconds(-1)));
        Should.Throw<ArgumentException>(() => new BoopTestNetwork(new BoopTestNetworkOptions { Terminals = [new("till 1")] }));
        Should.Throw<ArgumentException>(() => new BoopTestNetwork(new BoopTestNetworkOptions { Terminals = [new("a"), new("a")] }));
        Should.Throw<ArgumentException>(() => new BoopTestNetwork(new BoopTestNetworkOptions { Terminals = [new("a") { Capacity = 0 }] }));
    }

    [Fact]
    public async Task A_cancel_is_answered_with_the_outcome_that_won()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        (await Complete(Client.CancelAsync("ctx_1", TestContext.Current.CancellationToken))).ShouldBeOfType<AuthenticationOutcome.Cancelled>();
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Cancelled>();

        Network.Next.Succeeds();
        await Complete(Ask("ctx_2"));
        (await Complete(Client.CancelAsync("ctx_2", TestContext.Current.CancellationToken))).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task A_look_tells_where_a_context_stands()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Advance(10);
        ContextStatus status = await Complete(Client.GetAsync("ctx_1", TestContext.Current.CancellationToken));
        status.State.ShouldBe("offered");
        status.ExpiresIn.ShouldBe(TimeSpan.FromSeconds(20));
        status.TerminalId.ShouldBe("till_1");
        await Complete(pending);
        (await Complete(Client.GetAsync("ctx_1", TestContext.Current.CancellationToken))).State.ShouldBe("expired");
    }
}
