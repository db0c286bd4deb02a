using System.Threading.Channels;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Client.Tests;

/// <summary>Who is given an outcome, at every moment at which it may come.</summary>
public sealed class PendingCallsTests
{
    private static readonly AuthenticationOutcome Outcome = new AuthenticationOutcome.Refused("declined");
    private readonly ArrivedOutcomes _arrived = new();
    private readonly PendingCalls _calls;

    public PendingCallsTests() => _calls = new PendingCalls(_arrived);

    [Fact]
    public void Every_call_that_waits_takes_it_and_the_reader_does_not()
    {
        PendingCall[] waiting = [Added(Create()), Added(Cancel()), Added(Look(CallAim.Either))];
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Awaited);
        waiting.ShouldAllBe(call => call.Answer.IsCompletedSuccessfully && call.Answer.Result.Outcome == Outcome);
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Dropped, "it is not handed over yet");
        _arrived.HandedOver("ctx_1");
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.HandedOverBefore);
    }

    [Fact]
    public async Task A_call_that_left_takes_nothing_and_the_reader_gets_it()
    {
        PendingCall left = Added(Cancel());
        _calls.Remove(left).ShouldBeNull();
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Unclaimed);
        left.Answer.IsCompleted.ShouldBeFalse();
        (await _arrived.TakeUnclaimedAsync(TestContext.Current.CancellationToken)).Outcome.ShouldBe(Outcome);
    }

    [Fact]
    public void A_call_that_leaves_takes_with_it_what_it_was_given()
    {
        PendingCall look = Added(Look(CallAim.Status));
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Awaited);
        look.Answer.IsCompleted.ShouldBeFalse();
        _calls.Remove(look).ShouldBe(new ContextStatus("ctx_1", ContextStates.Failed) { Outcome = Outcome });
    }

    [Fact]
    public void A_look_that_has_its_answer_takes_no_outcome_that_comes_behind_it()
    {
        PendingCall look = Added(Look(CallAim.Status));
        look.Deliver(new ContextStatus("ctx_1", ContextStates.Offered));
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Unclaimed);
        _calls.Remove(look).ShouldNotBeNull().Outcome.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_call_takes_is_not_read_though_it_came_before()
    {
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Unclaimed);
        Added(Create());
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Awaited);
        _calls.Deliver("ctx_2", Outcome).ShouldBe(Arrival.Unclaimed);
        (await _arrived.TakeUnclaimedAsync(TestContext.Current.CancellationToken)).ContextId.ShouldBe("ctx_2");
    }

    [Fact]
    public async Task What_was_given_back_is_not_read_where_a_call_took_it_meanwhile()
    {
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Unclaimed);
        UnclaimedOutcome read = await _arrived.TakeUnclaimedAsync(TestContext.Current.CancellationToken);
        Added(Create());
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Awaited);
        _arrived.GiveBack(read);
        _calls.Deliver("ctx_2", Outcome).ShouldBe(Arrival.Unclaimed);
        (await _arrived.TakeUnclaimedAsync(TestContext.Current.CancellationToken)).ContextId.ShouldBe("ctx_2");
    }

    [Fact]
    public async Task What_is_unread_when_the_client_closes_is_left_to_whoever_comes_next()
    {
        _calls.Deliver("ctx_1", Outcome).ShouldBe(Arrival.Unclaimed);
        _arrived.Close();
        await Should.ThrowAsync<ChannelClosedException>(
            () => _arrived.TakeUnclaimedAsync(TestContext.Current.CancellationToken).AsTask());
        _calls.Deliver("ctx_2", Outcome).ShouldBe(Arrival.Dropped, "nobody is to be told to read what can no longer be read");
    }

    [Fact]
    public void A_create_with_another_request_is_refused_and_a_cancel_is_not()
    {
        Added(Cancel());
        Added(Create());
        Added(Create());
        _calls.TryAdd(new PendingCall("ctx_1", new CreateContext("ctx_1", new ContextRequirements(ContextType.Membership)), CallAim.Outcome)).ShouldBeFalse();
        _calls.CreatesOf("ctx_1").Count.ShouldBe(2);
    }

    private static PendingCall Create() =>
        new("ctx_1", new CreateContext("ctx_1", new ContextRequirements(ContextType.Entrance)), CallAim.Outcome);

    private static PendingCall Cancel() => new("ctx_1", new CancelContext("ctx_1"), CallAim.Outcome);

    private static PendingCall Look(CallAim aim) => new("ctx_1", new GetContext("ctx_1"), aim);

    private PendingCall Added(PendingCall call)
    {
        _calls.TryAdd(call).ShouldBeTrue();
        return call;
    }
}
