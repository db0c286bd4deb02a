namespace Boop.Client.Testing.Tests;

/// <summary>What a disappointed expectation says.</summary>
public sealed class AssertionTests : NetworkTestBase
{
    [Fact]
    public async Task A_context_that_was_not_created_is_missed_with_what_was()
    {
        await Network.ShouldHaveCreatedNothingAsync();
        Network.Next.Succeeds();
        await Complete(Ask("ctx_real"));
        (await Network.ShouldHaveCreatedAsync("ctx_real")).Requirements.Amount.ShouldBe(2500);
        (await Network.ShouldHaveCreatedAsync(context => context.Requirements.Amount == 2500)).ContextId.ShouldBe("ctx_real");

        string message = await Disappoint(Network.ShouldHaveCreatedAsync("ctx_other"));
        message.ShouldContain("'ctx_other'");
        message.ShouldContain("ctx_real (succeeded, acknowledged)");
        message.ShouldContain("create_context");
        message.ShouldNotContain("sk_test_key");
        await Disappoint(Network.ShouldHaveCreatedAsync(context => context.Requirements.Amount == 1));
        await Disappoint(Network.ShouldHaveCreatedNothingAsync());
    }

    [Fact]
    public async Task What_is_not_acknowledged_is_missed()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.ShouldNotHaveAcknowledgedAsync("ctx_1");
        (await Disappoint(Network.ShouldHaveAcknowledgedAsync("ctx_1"))).ShouldContain("ctx_1 (offered)");
        await Disappoint(Network.ShouldHaveNothingOpenAsync());

        Network.For("ctx_1").Refuses("declined");
        await Complete(pending);
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
        await Network.ShouldHaveNothingOpenAsync();
        await Disappoint(Network.ShouldNotHaveAcknowledgedAsync("ctx_1"));
    }

    [Fact]
    public async Task What_is_left_of_a_client_is_found()
    {
        await Network.ShouldHaveLeakedNothingAsync();
        await Connect();
        (await Disappoint(Network.ShouldHaveLeakedNothingAsync())).ShouldContain("#1 the session");
    }

    [Fact]
    public void Without_a_connection_there_is_none_to_take() =>
        Should.Throw<BoopTestException>(() => Network.Connection).Message.ShouldContain("No client has connected");

    private static async Task<string> Disappoint(Task expectation) => (await Should.ThrowAsync<BoopTestException>(expectation)).Message;
}
