namespace Boop.Client.Testing.Tests;

/// <summary>Every way in which the network ends a connection while a call waits.</summary>
public sealed class CloseCodeTests : NetworkTestBase
{
    [Theory]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(3000)]
    [InlineData(4408)]
    [InlineData(4429)]
    [InlineData(4999)]
    public async Task After_a_close_that_passes_the_client_comes_back_and_the_call_ends_with_the_outcome(int code)
    {
        Task<AuthenticationOutcome> pending = await AskAndWait();
        Network.Connection.Close(code);
        await ShouldEndWell(pending);
        Network.Connections[0].CloseCode.ShouldBe(code);
    }

    [Fact]
    public async Task After_an_end_without_a_close_frame_the_client_comes_back()
    {
        Task<AuthenticationOutcome> pending = await AskAndWait();
        Network.Connection.Drop();
        await ShouldEndWell(pending);
        Network.Connections[0].CloseCode.ShouldBeNull();
    }

    [Theory]
    [InlineData(1000, BoopErrorCodes.ConnectionClosed)]
    [InlineData(4401, BoopErrorCodes.InvalidCredentials)]
    [InlineData(4409, BoopErrorCodes.SessionReplaced)]
    public async Task After_a_close_for_good_the_call_ends_and_says_why(int code, string expected)
    {
        Task<AuthenticationOutcome> pending = await AskAndWait();
        Network.Connection.Close(code);
        await ShouldFail(pending, expected);
        await Advance(60);
        Network.ConnectAttempts.ShouldBe(1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(4409)]
    public async Task A_client_that_was_sent_away_for_good_comes_back_when_it_is_told_to(int code)
    {
        await Connect();
        Network.Connection.Close(code);
        await Advance(60);
        await Connect();
        Network.Connection.IsSession.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1001, 7.5)]
    [InlineData(1012, 7.5)]
    [InlineData(1013, 7.5)]
    [InlineData(4429, 7.5)]
    public async Task The_hint_says_when_to_come_back(int code, double seconds)
    {
        await Connect();
        Network.Connection.Close(code, TimeSpan.FromSeconds(7));
        await Advance(seconds - 0.001);
        Network.ConnectAttempts.ShouldBe(1);
        await Advance(0.001);
        Network.ConnectAttempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_starts_anew_forgets_nothing(bool crashes)
    {
        Network.For("ctx_1").After(TimeSpan.FromSeconds(20)).Succeeds("usr_1");
        Task<AuthenticationOutcome> pending = await AskAndWait();
        if (crashes)
            Network.Crash();
        else
            Network.Restart();
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Contexts.ShouldHaveSingleItem();
        Network.Time.GetUtcNow().TimeOfDay.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_newer_client_takes_over_and_the_older_one_stays_away()
    {
        await Connect();
        BoopClient newer = Network.CreateClient();
        await Complete(newer.ConnectAsync(TestContext.Current.CancellationToken));
        Network.Connections[0].CloseCode.ShouldBe(4409);
        await ShouldFail(Ask(), BoopErrorCodes.SessionReplaced);
    }

    [Fact]
    public async Task A_client_that_is_disposed_of_closes_and_lets_go()
    {
        await Connect();
        await Complete(Client.DisposeAsync().AsTask());
        Network.Connection.CloseCode.ShouldBe(1000);
        await Network.ShouldHaveLeakedNothingAsync();
    }

    private async Task<Task<AuthenticationOutcome>> AskAndWait()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        pending.IsCompleted.ShouldBeFalse();
        return pending;
    }

    private async Task ShouldEndWell(Task<AuthenticationOutcome> pending)
    {
        await Advance(5);
        Network.For("ctx_1").Succeeds("usr_1");
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Connections.Count.ShouldBe(2);
        Network.Contexts.ShouldHaveSingleItem();
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
    }
}
