using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

public sealed class DecisionTests
{
    private static readonly TerminalId Named = TerminalId.Parse("till-1");

    [Fact]
    public void A_context_is_offered_to_nobody_before_it_is_durable()
    {
        Story story = Story.Created();
        story.Expect(new ContextEvent.Offered(OfferId.New(), Story.Till));
        story.State.Phase.ShouldBe(ContextPhase.Accepting);
        story.Expect(new ContextEvent.Stored(), new ContextEffect.FindScanner());
        story.State.Phase.ShouldBe(ContextPhase.Waiting);
    }

    [Fact]
    public void A_context_that_is_not_durable_does_not_expire()
    {
        Story story = Story.Created();
        story.Now = story.Deadline;
        story.Expect(new ContextEvent.ClockAdvanced());
        story.Expect(new ContextEvent.Stored(), new ContextEffect.FindScanner());
        story.Expect(new ContextEvent.ClockAdvanced(), new ContextEffect.StoreOutcome(new Outcome.Expired(story.Now)));
    }

    [Fact]
    public void Being_stored_twice_changes_nothing()
    {
        Story story = Story.Offered();
        story.Expect(new ContextEvent.Stored());
        story.State.Phase.ShouldBe(ContextPhase.Offered);
    }

    [Fact]
    public void A_recognised_person_is_announced_when_the_outcome_is_durable_and_not_before()
    {
        Story story = Story.Offered();
        Outcome success = story.Success;
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.State.Outcome.ShouldBeNull();
        story.State.IsOpen.ShouldBeTrue();

        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(success));
        story.State.Outcome.ShouldBe(success);
        story.State.Phase.ShouldBe(ContextPhase.Decided);
        story.State.Offer.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_of_the_person_is_accepted_from_the_scanner_like_a_success()
    {
        Story story = Story.Offered();
        Outcome refusal = new Outcome.Failed(FailureReason.AttributesMissing, story.Now);
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(refusal)), Story.Accepts(scan, refusal));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(refusal));
    }

    [Fact]
    public void A_scanner_cannot_tell_a_suspended_person_from_an_unknown_one()
    {
        Story story = Story.Offered();
        Outcome suspended = new Outcome.Failed(FailureReason.UserNotFound, story.Now);
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(suspended)), Story.GivesUp(scan, suspended));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.NotRecognised, 0),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(suspended));
    }

    [Fact]
    public void An_outcome_that_cannot_be_written_leaves_the_context_open()
    {
        Story story = Story.Offered();
        ScanReference scan = story.Scan();
        Outcome success = story.Success;
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.AnswerScan(scan, ScanVerdict.Unavailable, 3));
        story.State.IsOpen.ShouldBeTrue();
        story.State.IsBusy.ShouldBeFalse();
        story.State.Outcome.ShouldBeNull();

        ScanReference again = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(again, new Judgement.Conclusive(success)), Story.Accepts(again, success));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(again, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(success));
    }

    [Fact]
    public void A_decline_ends_the_context_and_clears_the_screen()
    {
        Story story = Story.Offered();
        Outcome declined = new Outcome.Failed(FailureReason.Declined, story.Now);
        story.Expect(new ContextEvent.Declined(story.State.Offer!.Id), new ContextEffect.StoreOutcome(declined));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(declined));
    }

    [Fact]
    public void A_decline_of_another_offer_is_nothing()
    {
        Story story = Story.Offered();
        story.Expect(new ContextEvent.Declined(OfferId.New()));
        story.State.Phase.ShouldBe(ContextPhase.Offered);
    }

    [Fact]
    public void A_context_that_names_a_terminal_ends_when_its_scanner_fails()
    {
        Story story = Story.Offered(Named);
        Outcome failed = new Outcome.Failed(FailureReason.ScannerFailed, story.Now);
        story.Expect(new ContextEvent.ScannerFailed(story.State.Offer!.Id), new ContextEffect.StoreOutcome(failed));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(failed));
    }

    [Fact]
    public void A_pooled_context_goes_elsewhere_when_a_scanner_fails_and_remembers_each()
    {
        Story story = Story.Offered();
        story.Expect(
            new ContextEvent.ScannerFailed(story.State.Offer!.Id), story.OfferEnds(isAnswered: false), new ContextEffect.FindScanner());
        story.State.Phase.ShouldBe(ContextPhase.Waiting);
        story.State.FailedScanners.ShouldBe([Story.Till]);

        story.OfferTo(Story.Gate);
        story.Expect(
            new ContextEvent.ScannerFailed(story.State.Offer!.Id), story.OfferEnds(isAnswered: false), new ContextEffect.FindScanner());
        story.State.FailedScanners.ShouldBe([Story.Till, Story.Gate], ignoreOrder: true);
    }

    [Fact]
    public void A_failure_of_another_offer_is_nothing()
    {
        Story story = Story.Offered(Named);
        story.Expect(new ContextEvent.ScannerFailed(OfferId.New()));
        story.State.Phase.ShouldBe(ContextPhase.Offered);
    }

    [Fact]
    public void A_context_whose_offer_is_void_waits_again()
    {
        Story story = Story.Offered(Named);
        OfferId former = story.State.Offer!.Id;
        story.Expect(new ContextEvent.Presented(former));
        story.State.Phase.ShouldBe(ContextPhase.Presented);
        story.Expect(new ContextEvent.OfferVoided(former), new ContextEffect.FindScanner());
        story.State.Phase.ShouldBe(ContextPhase.Waiting);
        story.State.Offer.ShouldBeNull();
        story.State.FailedScanners.ShouldBeEmpty();

        story.OfferTo(Story.Till);
        story.Expect(new ContextEvent.OfferVoided(former));
        story.Expect(new ContextEvent.Presented(former));
        story.State.Phase.ShouldBe(ContextPhase.Offered);
    }

    [Fact]
    public void A_decided_context_never_changes_again()
    {
        Story story = Story.Offered();
        ScanReference scan = story.NextScan();
        Outcome declined = new Outcome.Failed(FailureReason.Declined, story.Now);
        story.Expect(new ContextEvent.Declined(scan.Offer), new ContextEffect.StoreOutcome(declined));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(declined));
        ContextState decided = story.State;

        story.Expect(new ContextEvent.Stored());
        story.Expect(new ContextEvent.Offered(OfferId.New(), Story.Gate));
        story.Expect(new ContextEvent.Presented(scan.Offer));
        story.Expect(new ContextEvent.OfferVoided(scan.Offer));
        story.Expect(new ContextEvent.Declined(scan.Offer));
        story.Expect(new ContextEvent.ScannerFailed(scan.Offer));
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(story.Success)));
        story.Expect(new ContextEvent.WriteSucceeded());
        story.Expect(new ContextEvent.WriteFailed());
        story.Expect(new ContextEvent.ScanRead(scan), new ContextEffect.AnswerScan(scan, ScanVerdict.TooLate, 3));
        story.Now = story.Deadline + TimeSpan.FromDays(1);
        story.Expect(new ContextEvent.ClockAdvanced());
        story.State.ShouldBe(decided);
    }
}
