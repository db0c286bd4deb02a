namespace Boop.Client.Testing.Tests;

/// <summary>Wires that do not break, and do not carry either; and attempts that lead to none.</summary>
public sealed class WireFaultTests : NetworkTestBase
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dead_wire_is_noticed_while_a_call_waits(bool isFrozen)
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        if (isFrozen)
            Network.Connection.Freeze();
        else
            Network.Connection.HalfOpen();
        Network.For("ctx_1").Succeeds();
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Time.GetUtcNow().TimeOfDay.ShouldBeLessThan(TimeSpan.FromSeconds(13));
        Network.Connections.Count.ShouldBe(2);
        await Network.ShouldHaveAcknowledgedAsync("ctx_1");
    }

    [Fact]
    public async Task A_dead_wire_is_noticed_within_thirty_five_seconds_while_nothing_is_awaited()
    {
        await Connect();
        Network.Connection.HalfOpen();
        await Advance(36);
        Network.Connections.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_frozen_wire_held_back_arrives_in_order_when_it_thaws()
    {
        Network.Next.Succeeds("usr_1");
        await Connect();
        Network.Connection.Freeze();
        Task<AuthenticationOutcome> pending = Ask();
        await Advance(3);
        pending.IsCompleted.ShouldBeFalse();
        Network.Contexts.ShouldBeEmpty();
        Network.Connection.Thaw();
        (await Complete(pending)).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_can_be_disposed_of_over_a_dead_wire()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        Network.Connection.Freeze();
        await Complete(Client.DisposeAsync().AsTask());
        await Should.ThrowAsync<ObjectDisposedException>(Ended(pending));
        await Network.ShouldHaveLeakedNothingAsync();
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("upgrade")]
    [InlineData("hangs")]
    public async Task A_connection_that_does_not_come_about_is_tried_again(string how)
    {
        switch (how)
        {
            case "refused":
                Network.Faults.RefuseConnections(3);
                break;
            case "upgrade":
                Network.Faults.RefuseUpgrades(3, 503);
                break;
            default:
                Network.Faults.HangConnections(3);
                break;
        }

        Network.Next.Succeeds();
        (await Complete(Ask())).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.ConnectAttempts.ShouldBe(4);
        Network.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_never_reaches_the_network_says_that_nothing_was_asked()
    {
        Network.Faults.RefuseConnections(1000);
        await ShouldFail(Ask(), BoopErrorCodes.NotConnected);
        Network.Time.GetUtcNow().TimeOfDay.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task A_call_whose_outcome_cannot_be_learnt_says_so()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        Network.Faults.RefuseConnections(1000);
        Network.Connection.Drop();
        await ShouldFail(pending, BoopErrorCodes.OutcomeUnknown);
    }

    [Theory]
    [InlineData("auth_result")]
    [InlineData("create_context")]
    public async Task A_message_that_vanishes_on_a_living_wire_is_made_good(string messageType)
    {
        Network.Faults.Lose(messageType);
        Network.ByDefault.Succeeds("usr_1");
        (await Complete(Ask())).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        Network.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Frames_that_no_network_sends_harm_no_call()
    {
        Task<AuthenticationOutcome> pending = Ask();
        await Network.SettleAsync();
        Network.Connection.Send("no JSON");
        Network.Connection.Send("""{"type":"news_of_a_later_day"}""");
        Network.Connection.Send("""{"type":"auth_result","context_id":"ctx_1","result":{"success":true}}""");
        Network.Connection.SendBinary(new byte[] { 1, 2, 3 });
        Network.For("ctx_1").Refuses("declined");
        (await Complete(pending)).ShouldBe(new AuthenticationOutcome.Refused("declined"));
        Network.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public void A_fault_of_a_message_that_does_not_exist_is_refused()
    {
        Should.Throw<ArgumentException>(() => Network.Faults.CutBefore("create")).Message.ShouldContain("create_context");
        Should.Throw<ArgumentException>(() => Network.Faults.Fail("auth_result", "UNAVAILABLE"));
    }
}
