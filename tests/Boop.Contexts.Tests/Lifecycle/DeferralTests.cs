using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

/// <summary>What happens while a scan is judged or a write is under way waits for it, and is then as if it had come just after.</summary>
public sealed class DeferralTests
{
    [Fact]
    public void A_decline_during_a_judgement_loses_to_a_success()
    {
        Story story = Story.Offered();
        Outcome success = story.Success;
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.Declined(scan.Offer));
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(success));
    }

    [Fact]
    public void A_decline_during_a_judgement_follows_a_scan_that_came_to_nothing()
    {
        Story story = Story.Offered();
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.Declined(scan.Offer));
        Outcome declined = new Outcome.Failed(FailureReason.Declined, story.Now);
        story.Expect(
            new ContextEvent.ScanJudged(scan, new Judgement.PoorQuality()),
            new ContextEffect.AnswerScan(scan, ScanVerdict.PoorQuality, 3),
            new ContextEffect.StoreOutcome(declined));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(declined));
    }

    [Fact]
    public void A_decline_follows_a_success_that_could_not_be_written()
    {
        Story story = Story.Offered();
        Outcome success = story.Success;
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.Expect(new ContextEvent.Declined(scan.Offer));
        story.Expect(
            new ContextEvent.WriteFailed(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Unavailable, 3),
            new ContextEffect.StoreOutcome(new Outcome.Failed(FailureReason.Declined, story.Now)));
    }

    [Fact]
    public void A_scanner_that_drops_during_a_judgement_has_its_scan_counted_first()
    {
        Story story = Story.Offered();
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.OfferVoided(scan.Offer));
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.NotRecognised()), Story.Counts(scan, 1));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.NotRecognised, 2),
            new ContextEffect.FindScanner());
        story.State.Phase.ShouldBe(ContextPhase.Waiting);
        story.State.Unrecognised.ShouldBe(1);
    }

    [Fact]
    public void A_scanner_that_drops_after_its_scan_does_not_undo_a_success()
    {
        Story story = Story.Offered();
        Outcome success = story.Success;
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.OfferVoided(scan.Offer));
        story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.Conclusive(success)), Story.Accepts(scan, success));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Accepted, 3),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(success));
    }

    [Fact]
    public void Deferred_events_keep_their_order_and_the_second_waits_for_the_firsts_write()
    {
        Story story = Story.Offered(TerminalId.Parse("till-1"));
        OfferId offer = story.State.Offer!.Id;
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.ScannerFailed(offer));
        story.Expect(new ContextEvent.Declined(offer));
        Outcome failed = new Outcome.Failed(FailureReason.ScannerFailed, story.Now);
        story.Expect(
            new ContextEvent.ScanJudged(scan, new Judgement.Unavailable()),
            new ContextEffect.AnswerScan(scan, ScanVerdict.Unavailable, 3),
            new ContextEffect.StoreOutcome(failed));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.StoreOutcome(new Outcome.Failed(FailureReason.Declined, story.Now)));
    }

    [Fact]
    public void A_failure_that_comes_with_a_second_scanner_dropping_moves_the_context_once()
    {
        Story story = Story.Offered();
        OfferId offer = story.State.Offer!.Id;
        ScanReference scan = story.Scan();
        story.Expect(new ContextEvent.ScannerFailed(offer));
        story.Expect(new ContextEvent.OfferVoided(offer));
        ContextEffect ends = new ContextEffect.EndOffer(story.State.Offer!, IsAnswered: false);
        story.Expect(
            new ContextEvent.ScanJudged(scan, new Judgement.PoorQuality()),
            new ContextEffect.AnswerScan(scan, ScanVerdict.PoorQuality, 3),
            ends,
            new ContextEffect.FindScanner());
        story.State.FailedScanners.ShouldBe([Story.Till]);
    }

    [Fact]
    public void What_was_deferred_is_dropped_once_the_context_is_decided()
    {
        Story story = Story.Offered();
        OfferId offer = story.State.Offer!.Id;
        Outcome declined = new Outcome.Failed(FailureReason.Declined, story.Now);
        story.Expect(new ContextEvent.Declined(offer), new ContextEffect.StoreOutcome(declined));
        story.Expect(new ContextEvent.OfferVoided(offer));
        story.Expect(new ContextEvent.ScannerFailed(offer));
        story.Expect(new ContextEvent.WriteSucceeded(), story.OfferEnds(isAnswered: false), new ContextEffect.Announce(declined));
        story.State.Phase.ShouldBe(ContextPhase.Decided);
        story.State.FailedScanners.ShouldBeEmpty();
    }
}
