using Boop.Chaos.Checking;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Tests;

/// <summary>Cancels, looks and updates, on a log that breaks a promise and on the nearest one that does not.</summary>
public sealed class InquiryRuleTests
{
    [Fact]
    public void A_cancel_that_is_never_answered_breaks_G3() => Expired().Cancel(10).Broken().ShouldBe([Promise.G3]);

    [Fact]
    public void A_cancel_that_is_answered_breaks_nothing() => Cancelled().Broken().ShouldBeEmpty();

    [Fact]
    public void A_cancelled_outcome_that_nobody_asked_for_breaks_G1() => new WrittenLog().Create(2)
        .Result(11, """{"success":false,"reason":"cancelled"}""").Stores(2, "cancelled", 11).Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void A_state_of_what_is_not_stored_breaks_G1() =>
        Refused().Update(3, "accepted").Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void A_terminal_state_that_is_not_the_stored_outcome_breaks_G1() => Expired().Update(33, "succeeded").Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void A_terminal_state_as_stored_breaks_nothing() => Expired().Update(33, "expired").Broken().ShouldBeEmpty();

    [Fact]
    public void A_progress_after_the_outcome_breaks_G1() => Expired().Update(33, "offered").Broken().ShouldBe([Promise.G1]);

    [Fact]
    public void A_progress_before_the_outcome_breaks_nothing() => Expired().Update(30, "offered").Broken().ShouldBeEmpty();

    [Fact]
    public void An_acceptance_that_is_told_while_nobody_could_write_breaks_G1() =>
        Expired(createdAt: 5).Update(6, "accepted").Fault(4, 7, FaultKind.StoreLock).Broken().ShouldBe([Promise.G1]);

    private static WrittenLog Expired(double createdAt = 2) =>
        new WrittenLog().Create(createdAt).Expired(createdAt + 30.1).Stores(createdAt, "expired", createdAt + 30);

    private static WrittenLog Cancelled() => new WrittenLog().Create(2).Cancel(10)
        .Hears(11, WrittenLog.Session, """{"type":"auth_result","context_id":"c1","id":"q1","result":{"success":false,"reason":"cancelled"}}""")
        .Stores(2, "cancelled", 11);

    private static WrittenLog Refused() => new WrittenLog().Create(2)
        .Hears(2.5, WrittenLog.Session, """{"type":"error","code":"TERMINAL_BUSY","context_id":"c1"}""");
}
