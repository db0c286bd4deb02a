using Boop.Contexts.Lifecycle;

namespace Boop.Contexts.Tests.Lifecycle;

public sealed class ScanTests
{
    [Fact]
    public void The_third_unrecognised_scan_ends_the_context_as_user_not_found()
    {
        Story story = Story.Offered();
        story.ScanUnrecognised(attemptsLeft: 2);
        story.ScanUnrecognised(attemptsLeft: 1);

        ScanReference third = story.Scan();
        Outcome notFound = new Outcome.Failed(FailureReason.UserNotFound, story.Now);
        story.Expect(new ContextEvent.ScanJudged(third, new Judgement.NotRecognised()), Story.GivesUp(third, notFound));
        story.Expect(
            new ContextEvent.WriteSucceeded(),
            new ContextEffect.AnswerScan(third, ScanVerdict.NotRecognised, 0),
            story.OfferEnds(isAnswered: true),
            new ContextEffect.Announce(notFound));
    }

    [Fact]
    public void Unrecognised_scans_count_for_the_context_whichever_scanner_took_them()
    {
        Story story = Story.Offered();
        story.ScanUnrecognised(attemptsLeft: 2);
        story.Expect(new ContextEvent.OfferVoided(story.State.Offer!.Id), new ContextEffect.FindScanner());
        story.OfferTo(Story.Gate);
        story.ScanUnrecognised(attemptsLeft: 1);
        story.Expect(
            new ContextEvent.ScannerFailed(story.State.Offer!.Id), story.OfferEnds(isAnswered: false), new ContextEffect.FindScanner());
        story.OfferTo(Story.Till);
        ScanReference third = story.Scan();
        story.Expect(
            new ContextEvent.ScanJudged(third, new Judgement.NotRecognised()),
            Story.GivesUp(third, new Outcome.Failed(FailureReason.UserNotFound, story.Now)));
    }

    [Fact]
    public void An_unrecognised_scan_counts_only_when_that_is_durable()
    {
        Story story = Story.Offered();
        for (int time = 0; time < 5; time++)
        {
            ScanReference scan = story.Scan();
            story.Expect(new ContextEvent.ScanJudged(scan, new Judgement.NotRecognised()), Story.Counts(scan, 1));
            story.State.AttemptsLeft.ShouldBe(3);
            story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.AnswerScan(scan, ScanVerdict.Unavailable, 3));
            story.State.Unrecognised.ShouldBe(0);
        }

        story.ScanUnrecognised(attemptsLeft: 2);
    }

    [Fact]
    public void A_third_unrecognised_scan_that_cannot_be_written_may_be_repeated()
    {
        Story story = Story.Offered();
        story.ScanUnrecognised(attemptsLeft: 2);
        story.ScanUnrecognised(attemptsLeft: 1);
        Outcome notFound = new Outcome.Failed(FailureReason.UserNotFound, story.Now);

        ScanReference third = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(third, new Judgement.NotRecognised()), Story.GivesUp(third, notFound));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.AnswerScan(third, ScanVerdict.Unavailable, 1));
        story.State.IsOpen.ShouldBeTrue();

        ScanReference again = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(again, new Judgement.NotRecognised()), Story.GivesUp(again, notFound));
    }

    [Fact]
    public void Poor_quality_never_counts_against_the_person()
    {
        Story story = Story.Offered();
        story.ScanUnrecognised(attemptsLeft: 2);
        for (int time = 0; time < 5; time++)
        {
            ScanReference poor = story.Scan();
            story.Expect(
                new ContextEvent.ScanJudged(poor, new Judgement.PoorQuality()),
                new ContextEffect.AnswerScan(poor, ScanVerdict.PoorQuality, 2));
        }

        story.State.Unrecognised.ShouldBe(1);
        story.State.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void An_offer_bears_ten_scans_and_the_next_offer_ten_more()
    {
        Story story = Story.Offered();
        for (int offers = 0; offers < 2; offers++)
        {
            for (int time = 0; time < 10; time++)
            {
                ScanReference poor = story.Scan();
                story.Expect(
                    new ContextEvent.ScanJudged(poor, new Judgement.PoorQuality()),
                    new ContextEffect.AnswerScan(poor, ScanVerdict.PoorQuality, 3));
            }

            ScanReference eleventh = story.NextScan();
            story.Expect(new ContextEvent.ScanRead(eleventh), new ContextEffect.AnswerScan(eleventh, ScanVerdict.Refused, 3));
            story.State.IsBusy.ShouldBeFalse();
            story.Expect(new ContextEvent.OfferVoided(story.State.Offer!.Id), new ContextEffect.FindScanner());
            story.OfferTo(Story.Gate);
        }
    }

    [Fact]
    public void Unrecognised_and_poor_scans_share_the_ten()
    {
        Story story = Story.Offered();
        story.ScanUnrecognised(attemptsLeft: 2);
        story.ScanUnrecognised(attemptsLeft: 1);
        for (int time = 0; time < 8; time++)
        {
            ScanReference poor = story.Scan();
            story.Expect(
                new ContextEvent.ScanJudged(poor, new Judgement.PoorQuality()),
                new ContextEffect.AnswerScan(poor, ScanVerdict.PoorQuality, 1));
        }

        ScanReference eleventh = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(eleventh), new ContextEffect.AnswerScan(eleventh, ScanVerdict.Refused, 1));
    }

    [Fact]
    public void A_scan_that_nobody_could_judge_takes_nothing_from_person_or_offer()
    {
        Story story = Story.Offered();
        for (int time = 0; time < 15; time++)
        {
            ScanReference scan = story.Scan();
            story.Expect(
                new ContextEvent.ScanJudged(scan, new Judgement.Unavailable()),
                new ContextEffect.AnswerScan(scan, ScanVerdict.Unavailable, 3));
        }

        story.State.Offer!.Scans.ShouldBe(0);
    }

    [Fact]
    public void A_scan_whose_outcome_cannot_be_written_takes_nothing_from_the_offer()
    {
        Story story = Story.Offered();
        for (int time = 0; time < 15; time++)
        {
            ScanReference scan = story.Scan();
            story.Expect(
                new ContextEvent.ScanJudged(scan, new Judgement.NotRecognised()), Story.Counts(scan, 1));
            story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.AnswerScan(scan, ScanVerdict.Unavailable, 3));
        }

        story.State.Offer!.Scans.ShouldBe(0);
    }

    [Fact]
    public void A_late_scan_cannot_complete_another_offer()
    {
        Story story = Story.Offered();
        ScanReference late = story.NextScan();
        story.Expect(new ContextEvent.OfferVoided(late.Offer), new ContextEffect.FindScanner());
        story.Expect(new ContextEvent.ScanRead(late), new ContextEffect.AnswerScan(late, ScanVerdict.TooLate, 3));
        story.OfferTo(Story.Gate);
        story.Expect(new ContextEvent.ScanRead(late), new ContextEffect.AnswerScan(late, ScanVerdict.TooLate, 3));
        story.State.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void A_judgement_of_another_scan_is_nothing()
    {
        Story story = Story.Offered();
        ScanReference scan = story.Scan();
        ScanReference other = scan with { Attempt = scan.Attempt + 1 };
        story.Expect(new ContextEvent.ScanJudged(other, new Judgement.Conclusive(story.Success)));
        story.Expect(
            new ContextEvent.ScanJudged(scan, new Judgement.PoorQuality()), new ContextEffect.AnswerScan(scan, ScanVerdict.PoorQuality, 3));
    }

    [Fact]
    public void Scans_come_one_at_a_time()
    {
        Story story = Story.Offered();
        ScanReference first = story.Scan();
        ScanReference second = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(second), new ContextEffect.AnswerScan(second, ScanVerdict.Refused, 3));
        ScanReference foreign = second with { Offer = OfferId.New() };
        story.Expect(new ContextEvent.ScanRead(foreign), new ContextEffect.AnswerScan(foreign, ScanVerdict.TooLate, 3));

        story.Expect(new ContextEvent.ScanJudged(first, new Judgement.NotRecognised()), Story.Counts(first, 1));
        ScanReference third = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(third), new ContextEffect.AnswerScan(third, ScanVerdict.Refused, 3));
        story.Expect(new ContextEvent.WriteSucceeded(), new ContextEffect.AnswerScan(first, ScanVerdict.NotRecognised, 2));
    }

    [Fact]
    public void Nobody_is_told_too_late_because_of_an_outcome_that_may_never_be_durable()
    {
        Story story = Story.Offered();
        Outcome success = story.Success;
        ScanReference first = story.Scan();
        story.Expect(new ContextEvent.ScanJudged(first, new Judgement.Conclusive(success)), Story.Accepts(first, success));
        ScanReference second = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(second), new ContextEffect.AnswerScan(second, ScanVerdict.Refused, 3));
        story.Expect(new ContextEvent.WriteFailed(), new ContextEffect.AnswerScan(first, ScanVerdict.Unavailable, 3));

        story.Expect(
            new ContextEvent.Declined(first.Offer),
            new ContextEffect.StoreOutcome(new Outcome.Failed(FailureReason.Declined, story.Now)));
        ScanReference third = story.NextScan();
        story.Expect(new ContextEvent.ScanRead(third), new ContextEffect.AnswerScan(third, ScanVerdict.Refused, 3));
        story.Expect(new ContextEvent.WriteFailed());
        story.Scan();
    }

    [Fact]
    public void A_scan_shows_that_a_hand_is_there()
    {
        Story story = Story.Offered();
        story.Scan();
        story.State.Phase.ShouldBe(ContextPhase.Presented);
    }

    [Fact]
    public void After_a_scan_that_came_to_nothing_the_person_tries_again()
    {
        Story story = Story.Offered();
        ScanReference poor = story.Scan();
        story.State.Phase.ShouldBe(ContextPhase.Presented);
        story.Expect(
            new ContextEvent.ScanJudged(poor, new Judgement.PoorQuality()), new ContextEffect.AnswerScan(poor, ScanVerdict.PoorQuality, 3));
        story.State.Phase.ShouldBe(ContextPhase.Retrying);
        story.Expect(new ContextEvent.Presented(poor.Offer));
        story.State.Phase.ShouldBe(ContextPhase.Presented);
        story.ScanUnrecognised(attemptsLeft: 2);
        story.State.Phase.ShouldBe(ContextPhase.Retrying);
    }
}
