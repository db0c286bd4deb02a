using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

public sealed class ExpiryTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_context_lives_30_seconds_from_its_acceptance() =>
        Story.Created().Deadline.ShouldBe(Story.Start + TimeSpan.FromSeconds(30));

    [Fact]
    public void A_waiting_context_expires_at_its_deadline_and_not_before()
    {
        Story story = Story.Waiting();
        story.Now = story.Deadline - Tick;
        story.Expect(new ContextEvent.ClockAdvanced());
        story.Now = story.Deadline;
        Outcome expired = new Outcome.Expired(story.Now);
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(expired));
        story.Expect(new ContextEvent.WriteSucceeded(), new ContextEffect.Announce(expired));
    }

    [Fact]
    public void An_expired_offer_leaves_the_screen()
    {
        Story story = Story.Offered();
        story.Expect(new ContextEvent.Presented(story.State.Offer!.Id));
        story.Now = story.Deadline;
        Outcome expired = new Outcome.Expired(story.Now);
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(expired));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(expired));
    }

    [Fact]
    public void An_expiry_that_cannot_be_written_comes_late()
    {
        Story story = Story.Offered();
        story.Now = story.Deadline;
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(new Outcome.Expired(story.Now)));
        story.Expect(new ContextEvent.WriteFailed());
        story.State.IsOpen.ShouldBeTrue();
        story.State.Outcome.ShouldBeNull();

        story.Now += TimeSpan.FromSeconds(7);
        Outcome late = new Outcome.Expired(story.Now);
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(late));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(late));
    }

    [Fact]
    public void A_clock_that_goes_back_expires_nothing()
    {
        Story story = Story.Waiting();
        story.Now = story.Deadline - TimeSpan.FromHours(1);
        story.Expect(new ContextEvent.ClockAdvanced());
        story.State.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_scan_read_at_the_deadline_is_too_late()
    {
        Story story = Story.Offered();
        story.Now = story.Deadline;
        ScanReference scan = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(scan), new ContextEffect.AnswerScan(scan, ScanVerdict.TooLate, 3));
        story.State.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void A_scan_read_while_the_expiry_is_written_is_too_late()
    {
        Story story = Story.Offered();
        story.Now = story.Deadline;
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(new Outcome.Expired(story.Now)));
        ScanReference scan = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(scan), new ContextEffect.AnswerScan(scan, ScanVerdict.TooLate, 3));
    }

    [Fact]
    public void A_scan_read_before_the_deadline_goes_before_the_expiry()
    {
        Story story = Story.Offered();
        story.Now = story.Deadline - Tick;
        ScanReference scan = story.Scan();
        story.Now = story.Deadline + TimeSpan.FromSeconds(2);
        story.Expect(new ContextEvent.ClockAdvanced());
        Outcome success = story.Success;
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.Expect(new ContextEvent.ClockAdvanced());
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(success));
        story.Expect(new ContextEvent.ClockAdvanced());
    }

    [Fact]
    public void A_context_expires_after_its_last_scan_came_to_nothing()
    {
        Story story = Story.Offered();
        ScanReference scan = story.Scan();
        story.Now = story.Deadline;
        story.Expect(new ContextEvent.ClockAdvanced());
        story.Expect(
            new ContextEvent.ScanJudged(scan, new Judgement.PoorQuality()), new ContextEffect.AnswerScan(scan, ScanVerdict.PoorQuality, 3));
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(new Outcome.Expired(story.Now)));
    }
}
