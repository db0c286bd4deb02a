using Boop.Chaos.Checking;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Tests;

/// <summary>Each rule, on a log that breaks it and on the nearest one that does not.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void A_success_that_was_told_and_is_stored_breaks_nothing() => Succeeded().Broken().ShouldBeEmpty();

    [Fact]
    public void An_expiry_beside_a_success_breaks_G1() => Succeeded().Expired(33).Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void An_outcome_that_the_store_does_not_have_breaks_G1() =>
        new WrittenLog().Create(2).Result(5, """{"success":true}""").Stores(2).Stores(2, "failed", 5).Broken().ShouldContain(Promise.G1);

    [Fact]
    public void An_early_expiry_breaks_G1() => new WrittenLog().Create(2).Expired(20).Stores(2, "expired", 20).Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void An_expiry_at_the_deadline_breaks_nothing() => new WrittenLog().Create(2).Expired(32.1).Stores(2, "expired", 32).Broken().ShouldBeEmpty();

    [Fact]
    public void An_offer_of_what_was_asked_while_nobody_could_write_breaks_G1() =>
        Offered(createdAt: 5, offeredAt: 6).Fault(4, 7, FaultKind.StoreLock).Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void An_offer_after_the_lock_breaks_nothing() => Offered(createdAt: 5, offeredAt: 7.5).Fault(4, 7, FaultKind.StoreLock).Broken().ShouldBeEmpty();

    [Fact]
    public void A_scan_with_two_answers_breaks_G1() => Offered(2, 2.1).Answer(3, "not_recognised").Answer(4, "poor_quality").Broken().ShouldContain(Promise.G1);

    [Fact]
    public void An_unrecognised_scan_that_is_forgotten_breaks_G1() => Offered(2, 2.1).Answer(3, "not_recognised").Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void A_scan_that_was_accepted_and_forgotten_breaks_G1() => Offered(2, 2.1).Answer(3, "accepted").Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void An_outcome_that_does_not_come_again_breaks_G2() => Succeeded().Returns(20).Broken().ShouldBe([Promise.G2]);

    [Fact]
    public void An_outcome_that_was_acknowledged_need_not_come_again() =>
        Succeeded().Says(6, WrittenLog.Session, """{"type":"ack","context_ids":["c1"]}""").Returns(20).Broken().ShouldBeEmpty();

    [Fact]
    public void Values_that_are_erased_before_the_acknowledgement_break_G2() =>
        Offered(2, 2.1).Result(8, $$"""{"success":true,"attributes_erased":true,"authenticated_at":"{{TimeProvider.System.GetUtcNow():O}}"}""")
            .Stores(2, "succeeded", 0.1).Broken(10).ShouldContain(Promise.G2);

    [Fact]
    public void An_outcome_that_is_handed_over_twice_breaks_G2() => Succeeded()
        .Add(new Observation.Handed(WrittenLog.At(6), "one", WrittenLog.Context, "succeeded", IsUnclaimed: false))
        .Add(new Observation.Handed(WrittenLog.At(7), "one", WrittenLog.Context, "succeeded", IsUnclaimed: true))
        .Broken().ShouldBe([Promise.G2]);

    [Fact]
    public void A_decision_that_does_not_reach_the_live_session_breaks_G3() =>
        new WrittenLog().Create(2).Stores(2, "succeeded", 5).Broken(30).ShouldBe([Promise.G3]);

    [Fact]
    public void A_create_that_is_never_answered_breaks_G3() => new WrittenLog().Create(2).Broken().ShouldBe([Promise.G3]);

    [Fact]
    public void A_create_whose_socket_closed_breaks_nothing() =>
        new WrittenLog().Create(2).Add(new Observation.Ended(WrittenLog.At(9), WrittenLog.Session, ConnectionEnd.Server)).Broken().ShouldBeEmpty();

    [Fact]
    public void A_deadline_that_moved_breaks_G3() => Offered(2, 22, expiresIn: 30_000).Expired(32.1).Stores(2, "expired", 32).Broken().ShouldBe([Promise.G3]);

    [Fact]
    public void A_context_that_stays_open_breaks_G3() => new WrittenLog().Stores(2).Broken().ShouldBe([Promise.G3]);

    [Fact]
    public void A_fenced_owner_that_goes_on_breaks_G4() =>
        Succeeded().Owned(7).Fault(3, 3.1, FaultKind.SecondOwner, WrittenLog.Vendor, epoch: 7).Broken().ShouldBe([Promise.G4]);

    [Fact]
    public void An_owner_that_claimed_anew_breaks_nothing() =>
        Succeeded().Owned(8).Fault(3, 3.1, FaultKind.SecondOwner, WrittenLog.Vendor, epoch: 7).Broken().ShouldBeEmpty();

    [Fact]
    public void The_hundred_and_first_context_of_a_minute_breaks_G5()
    {
        Accepted(100).Broken(40).ShouldBeEmpty();
        Accepted(101).Broken(40).ShouldBe([Promise.G5]);
    }

    [Fact]
    public void A_process_that_ends_by_itself_breaks_G9() =>
        new WrittenLog().Add(new Observation.ServerEnded(WrittenLog.At(9), 1, 134, WasAsked: false)).Broken().ShouldBe([Promise.G9]);

    [Fact]
    public void A_stop_that_ends_badly_breaks_G10() => new WrittenLog().Add(new Observation.ServerTold(WrittenLog.At(8), 1))
        .Add(new Observation.ServerEnded(WrittenLog.At(9), 1, 137, WasAsked: true)).Broken().ShouldBe([Promise.G10]);

    [Fact]
    public void A_stop_that_does_not_say_when_to_come_back_breaks_G10()
    {
        Farewell("").Broken().ShouldBe([Promise.G10]);
        Farewell("retry_after_ms=200").Broken().ShouldBeEmpty();
    }

    private static WrittenLog Succeeded() => new WrittenLog().Create(2).Result(5, """{"success":true}""").Stores(2, "succeeded", 5);

    private static WrittenLog Offered(double createdAt, double offeredAt, double? expiresIn = null) =>
        new WrittenLog().Create(createdAt).Expired(createdAt + 30.1).Stores(createdAt, "expired", createdAt + 30).Hears(
            offeredAt, WrittenLog.Screen,
            $$"""{"type":"offer","offer_id":"o1","description":"c1","expires_in_ms":{{(int)(expiresIn ?? ((createdAt + 30 - offeredAt) * 1000))}}}""");

    private static WrittenLog Accepted(int count)
    {
        WrittenLog log = new();
        for (int i = 0; i < count; i++)
            log.Stores(10 + (i * 0.1), context: $"many-{i}");
        return log;
    }

    private static WrittenLog Farewell(string reason) => new WrittenLog().Add(
        new Observation.Frame(WrittenLog.At(9), WrittenLog.Session, Heading.ToClient, WireMessage.OfClose(1012, reason)));
}
