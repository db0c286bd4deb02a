using Boop.Chaos.Checking;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Tests;

/// <summary>Who may replace whom, and what the one that was replaced may still do.</summary>
public sealed class OwnershipRuleTests
{
    private const int Former = 5;
    private const int Newcomer = 6;

    [Fact]
    public void A_lower_attempt_that_replaces_the_live_session_of_its_instance_breaks_G4() =>
        Two(formerAttempt: 9, newcomerAttempt: 2, askedAt: 20).Replaced(20.1, Former).Broken().ShouldBe([Promise.G4]);

    [Fact]
    public void A_higher_attempt_may_replace_it() => Two(formerAttempt: 2, newcomerAttempt: 9, askedAt: 20).Replaced(20.1, Former).Broken().ShouldBeEmpty();

    [Fact]
    public void A_lower_attempt_may_enter_where_another_had_already_replaced_the_higher_one() =>
        Two(formerAttempt: 9, newcomerAttempt: 2, askedAt: 20).Replaced(12, Former).Broken().ShouldBeEmpty();

    [Fact]
    public void A_context_that_a_replaced_session_asks_for_and_is_given_breaks_G4() => Two(2, 9, 20).Asks(21, Former).Broken(25).ShouldBe([Promise.G4]);

    [Fact]
    public void Of_two_that_asked_at_once_it_is_not_known_who_replaced_whom() => Two(2, 9, askedAt: 9).Asks(21, Former).Broken(25).ShouldBeEmpty();

    private static WrittenLog Two(int formerAttempt, int newcomerAttempt, double askedAt) => new WrittenLog()
        .Add(new Observation.Ended(WrittenLog.At(5), WrittenLog.Session, ConnectionEnd.Client))
        .Enters(Former, 9.5, 10, formerAttempt)
        .Enters(Newcomer, askedAt, 20.05, newcomerAttempt);
}
