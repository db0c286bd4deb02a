using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

/// <summary>A cancel is answered with the outcome that won, whichever that is.</summary>
public sealed class CancelTests
{
    private static readonly ContextEvent Cancel = new ContextEvent.CancelRequested();

    [Fact]
    public void A_cancel_decides_a_context_that_waits()
    {
        Story story = Story.Waiting();
        Outcome cancelled = new Outcome.Cancelled(story.Now);
        story.Expect(Cancel, new ContextEffect.StoreOutcome(cancelled));
        story.Expect(new ContextEvent.WriteSucceeded(), new ContextEffect.Announce(cancelled));
        story.State.Outcome.ShouldBe(cancelled);
    }

    [Fact]
    public void A_cancel_clears_the_screen()
    {
        Story story = Story.Offered();
        Outcome cancelled = new Outcome.Cancelled(story.Now);
        story.Expect(Cancel, new ContextEffect.StoreOutcome(cancelled));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(cancelled));
    }

    [Fact]
    public void A_cancel_waits_for_the_create_to_be_durable()
    {
        Story story = Story.Created();
        Outcome cancelled = new Outcome.Cancelled(story.Now);
        story.Expect(Cancel);
        story.Expect(new ContextEvent.Stored(), new ContextEffect.StoreOutcome(cancelled));
    }

    [Fact]
    public void A_context_that_waits_looks_for_a_scanner_when_its_cancel_cannot_be_written()
    {
        Story story = Story.Waiting();
        story.Expect(Cancel, new ContextEffect.StoreOutcome(new Outcome.Cancelled(story.Now)));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.FindScanner(), new ContextEffect.TellUndecided());
        story.OfferTo(Story.Till);
    }

    [Fact]
    public void A_cancel_during_a_judgement_loses_to_a_success()
    {
        Story story = Story.Offered();
        Outcome success = story.Success;
        ScanReference scan = story.Scan();
        story.Expect(Cancel);
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(success));
        story.Expect(Cancel);
    }

    [Fact]
    public void A_cancel_during_a_judgement_follows_a_scan_that_came_to_nothing()
    {
        Story story = Story.Offered();
        ScanReference scan = story.Scan();
        story.Expect(Cancel);
        story.Expect(
            new ContextEvent.ScanJudged(scan, new Judgement.PoorQuality()),
            new ContextEffect.AnswerScan(scan, ScanVerdict.PoorQuality, 3),
            new ContextEffect.StoreOutcome(new Outcome.Cancelled(story.Now)));
    }

    [Fact]
    public void A_cancel_after_the_deadline_finds_the_expiry()
    {
        Story story = Story.Waiting();
        story.Now = story.Deadline;
        story.Expect(Cancel, new ContextEffect.StoreOutcome(new Outcome.Expired(story.Now)));
    }

    [Fact]
    public void A_cancel_that_cannot_be_written_is_told_and_leaves_the_context_open()
    {
        Story story = Story.Offered();
        story.Expect(Cancel, new ContextEffect.StoreOutcome(new Outcome.Cancelled(story.Now)));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.TellUndecided());
        story.State.IsOpen.ShouldBeTrue();
        story.State.Phase.ShouldBe(ContextPhase.Offered);
        story.Scan();
    }

    [Fact]
    public void A_cancel_asked_again_while_the_first_is_written_is_tried_again_before_anybody_is_told()
    {
        Story story = Story.Waiting();
        Outcome cancelled = new Outcome.Cancelled(story.Now);
        story.Expect(Cancel, new ContextEffect.StoreOutcome(cancelled));
        story.Expect(Cancel);
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.StoreOutcome(cancelled));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.FindScanner(), new ContextEffect.TellUndecided());
    }

    [Fact]
    public void A_refusal_that_could_not_be_written_goes_before_a_cancel()
    {
        Story story = Story.Offered();
        Outcome declined = new Outcome.Failed(FailureReason.Declined, story.Now);
        story.Expect(new ContextEvent.Declined(story.State.Offer!.Id), new ContextEffect.StoreOutcome(declined));
        story.Expect(new ContextEvent.WriteFailed());
        story.Now += TimeSpan.FromSeconds(1);
        story.Expect(Cancel, new ContextEffect.StoreOutcome(declined));
    }
}
