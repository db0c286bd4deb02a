using Boop.Protocol;

namespace Boop.Client.Testing.Tests;

/// <summary>Every error code, where the protocol has it and where it has it not.</summary>
public sealed class ErrorCodeTests : NetworkTestBase
{
    public static TheoryData<string> Codes => [.. Enum.GetValues<ErrorCode>().Select(ErrorCodes.Name), "CODE_OF_A_LATER_DAY"];

    public static TheoryData<string> PassingCodes => ["AUTHENTICATION_TIMEOUT", "RATE_LIMITED", "UNAVAILABLE", "INTERNAL_ERROR", "CODE_OF_A_LATER_DAY"];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_create_that_is_answered_with_an_error_ends_as_the_code_asks(string code)
    {
        Network.Next.Fails(code);
        Network.ByDefault.Succeeds("usr_1");
        Task<AuthenticationOutcome> pending = Ask();
        switch (code)
        {
            case "CONTEXT_EXPIRED":
                (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Expired>();
                break;
            case "UNAVAILABLE" or "INTERNAL_ERROR":
                (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
                break;
            default:
                BoopException exception = await ShouldFail(pending, code);
                exception.ContextId.ShouldBe("ctx_1");
                exception.IsTransient.ShouldBe(ErrorCodes.TryParse(code, out ErrorCode known) && ErrorCodes.IsRetryable(known));
                await Network.ShouldHaveCreatedNothingAsync();
                break;
        }

        Network.Connections.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(PassingCodes))]
    public async Task An_authentication_that_is_refused_for_a_passing_cause_is_tried_again(string code)
    {
        Network.Faults.Fail("authenticate", code);
        await Connect();
        Network.Connections.Count.ShouldBe(2);
        Network.Connections[0].CloseCode.ShouldBe(code == "AUTHENTICATION_TIMEOUT" ? CloseCode.AuthenticationTimeout : CloseCode.TryAgainLater);
    }

    [Fact]
    public async Task An_authentication_that_is_to_wait_waits()
    {
        Network.Faults.Fail("authenticate", "RATE_LIMITED", TimeSpan.FromSeconds(17));
        await Connect();
        Network.Time.GetUtcNow().TimeOfDay.ShouldBe(TimeSpan.FromSeconds(17.5));
    }

    [Theory]
    [InlineData("INVALID_CREDENTIALS")]
    [InlineData("NOT_AUTHENTICATED")]
    public async Task Refused_credentials_are_told_and_tried_again_after_fifteen_minutes(string code)
    {
        Network.Faults.Fail("authenticate", code);
        await ShouldFail(Client.ConnectAsync(TestContext.Current.CancellationToken), BoopErrorCodes.InvalidCredentials);
        await Advance(14 * 60);
        Network.ConnectAttempts.ShouldBe(1);
        await Advance(61);
        Network.Connection.IsSession.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_that_is_revoked_is_refused_after_a_quarter_of_a_second()
    {
        Network.AcceptsCredentials = false;
        await ShouldFail(Ask(), BoopErrorCodes.InvalidCredentials);
        Network.Time.GetUtcNow().TimeOfDay.ShouldBe(TimeSpan.FromMilliseconds(250));
        Network.Connection.CloseCode.ShouldBe(CloseCode.CredentialsRefused);
    }

    [Fact]
    public async Task Another_key_is_refused()
    {
        await using BoopClient stranger = Network.CreateClient(options => options with { ApiKey = "sk_wrong" });
        await ShouldFail(stranger.ConnectAsync(TestContext.Current.CancellationToken), BoopErrorCodes.InvalidCredentials);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed_after_ten_seconds()
    {
        Network.Faults.Lose("authenticate");
        BoopClient patient = Network.CreateClient(options => options with { ConnectTimeout = TimeSpan.FromSeconds(15) });
        await Complete(patient.ConnectAsync(TestContext.Current.CancellationToken));
        Network.Connections[0].CloseCode.ShouldBe(CloseCode.AuthenticationTimeout);
        Network.Frames.ShouldContain(frame => frame.Text.Contains("AUTHENTICATION_TIMEOUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminal_that_is_taken_is_busy_until_it_is_free()
    {
        var request = new PaymentRequest(2500) { ContextId = "first", TerminalId = "till_1" };
        Task<AuthenticationOutcome> first = Ask(request);
        await Network.SettleAsync();
        (await ShouldFail(Ask(request with { ContextId = "second" }), BoopErrorCodes.TerminalBusy)).IsTransient.ShouldBeTrue();
        Network.For("first").Succeeds();
        await Complete(first);
        Network.For("second").Succeeds();
        (await Complete(Ask(request with { ContextId = "second" }))).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }

    [Fact]
    public async Task An_unknown_terminal_is_an_invalid_requirement()
    {
        BoopException exception = await ShouldFail(Ask(new PaymentRequest(1) { TerminalId = "till_9" }), BoopErrorCodes.InvalidRequirements);
        exception.Message.ShouldContain("terminal_id");
    }

    [Fact]
    public async Task A_payment_at_one_of_several_tills_must_say_which_unless_they_are_pooled()
    {
        BoopTestTerminal[] tills = [new("till_1"), new("till_2")];
        await using var strict = new BoopTestNetwork(new BoopTestNetworkOptions { Terminals = tills });
        await using var pooled = new BoopTestNetwork(new BoopTestNetworkOptions { Terminals = tills, PoolsTerminals = true });
        strict.ByDefault.Succeeds();
        pooled.ByDefault.Succeeds();
        await Should.ThrowAsync<BoopException>(
            strict.CompleteAsync(strict.CreateClient().AuthenticateAsync(new PaymentRequest(1), TestContext.Current.CancellationToken)));
        await pooled.CompleteAsync(pooled.CreateClient().AuthenticateAsync(new PaymentRequest(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_id_for_two_requests_is_a_conflict()
    {
        Network.ByDefault.Succeeds();
        await Complete(Ask(new PaymentRequest(1) { ContextId = "ctx_1" }));
        await ShouldFail(Ask(new PaymentRequest(2) { ContextId = "ctx_1" }), BoopErrorCodes.ContextIdConflict);
    }

    [Fact]
    public async Task What_was_never_created_is_not_found()
    {
        await ShouldFail(Client.GetAsync("nothing", TestContext.Current.CancellationToken), BoopErrorCodes.ContextNotFound);
        await ShouldFail(Client.CancelAsync("nothing", TestContext.Current.CancellationToken), BoopErrorCodes.ContextNotFound);
    }

    [Fact]
    public async Task The_hundred_and_first_context_of_a_minute_is_told_truly_when_to_come()
    {
        Network.ByDefault.Succeeds();
        for (int i = 0; i < 100; i++)
        {
            await Complete(Ask($"ctx_{i}"));
            await Advance(0.1);
        }

        // A process that begins anew knows nothing of what the one before it has used; a client that knows waits by itself.
        await Complete(Client.DisposeAsync().AsTask());
        BoopClient restarted = Network.CreateClient(Configure);
        Task<AuthenticationOutcome> AskLate() =>
            restarted.AuthenticateAsync(new PaymentRequest(2500) { ContextId = "late" }, TestContext.Current.CancellationToken);

        BoopException exception = await ShouldFail(AskLate(), BoopErrorCodes.RateLimited);
        exception.RetryAfter.ShouldBe(TimeSpan.FromSeconds(50));
        await Advance(49.999);
        (await ShouldFail(AskLate(), BoopErrorCodes.RateLimited)).RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(1));
        await Advance(0.001);
        (await Complete(AskLate())).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
    }
}
