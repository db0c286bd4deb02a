using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

public sealed class RestoreTests
{
    private static readonly ContextId Id = ContextId.Parse("order-1");
    private static readonly Requirements Asked = new(ContextKind.Payment) { Description = "Two coffees for Ada" };
    private static readonly DateTimeOffset Now = Story.Start;

    [Fact]
    public void An_open_context_waits_again_with_its_deadline_and_its_count()
    {
        DateTimeOffset deadline = Now + TimeSpan.FromSeconds(12);
        ContextState state = Restore(deadline, unrecognised: 2);
        state.Phase.ShouldBe(ContextPhase.Waiting);
        state.Deadline.ShouldBe(deadline);
        state.AttemptsLeft.ShouldBe(1);
        state.IsBusy.ShouldBeFalse();
        state.Offer.ShouldBeNull();
    }

    [Fact]
    public void The_third_unrecognised_scan_ends_a_restored_context_too()
    {
        Story story = Story.Waiting();
        story.State = Restore(Now + TimeSpan.FromSeconds(12), unrecognised: 2);
        story.OfferTo(Story.Till);
        ScanReference third = story.Scan();
        story.Expect(
            new ContextEvent.ScanJudged(third, new Judgement.NotRecognised()),
            Story.GivesUp(third, new Outcome.Failed(FailureReason.UserNotFound, Now)));
    }

    [Theory]
    [InlineData(30_000, 30_000)]
    [InlineData(30_001, 30_000)]
    [InlineData(86_400_000, 30_000)]
    [InlineData(29_999, 29_999)]
    [InlineData(-5_000, -5_000)]
    public void No_restored_deadline_lies_over_30_seconds_ahead(int storedMs, int restoredMs) =>
        Restore(Now.AddMilliseconds(storedMs), unrecognised: 0).Deadline.ShouldBe(Now.AddMilliseconds(restoredMs));

    [Fact]
    public void A_context_whose_deadline_passed_meanwhile_expires_at_the_next_look()
    {
        Story story = Story.Waiting();
        story.State = Restore(Now - TimeSpan.FromMinutes(5), unrecognised: 0);
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(new Outcome.Expired(Now)));
    }

    [Fact]
    public void A_decided_context_stays_decided()
    {
        Outcome outcome = new Outcome.Failed(FailureReason.Declined, Now);
        ContextState state = ContextState.Restore(Id, Asked, Now, Now, 1, outcome, Now);
        state.Phase.ShouldBe(ContextPhase.Decided);
        state.Outcome.ShouldBe(outcome);
        state.IsOpen.ShouldBeFalse();
        ContextMachine.Apply(state, new ContextEvent.ClockAdvanced(), Now + TimeSpan.FromHours(1)).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void The_vendors_text_is_not_in_the_states_text() =>
        Restore(Now, unrecognised: 0).ToString().ShouldNotContain("coffee");

    private static ContextState Restore(DateTimeOffset deadline, int unrecognised) =>
        ContextState.Restore(Id, Asked, Now - TimeSpan.FromSeconds(18), deadline, unrecognised, outcome: null, Now);
}
