using Boop.Chaos.Checking;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Tests;

/// <summary>What a vendor may suffer from what is wrong elsewhere: nothing.</summary>
public sealed class HarmRuleTests
{
    [Fact]
    public void A_refusal_as_unavailable_without_a_cause_breaks_G9() => Refused("UNAVAILABLE").Broken().ShouldBe([Promise.G9]);

    [Fact]
    public void A_refusal_as_unavailable_while_nobody_can_write_breaks_nothing() =>
        Refused("UNAVAILABLE").Fault(4, 9.5, FaultKind.StoreLock).Broken().ShouldBeEmpty();

    [Fact]
    public void A_refusal_as_unavailable_of_a_vendor_with_a_second_owner_breaks_nothing() =>
        Refused("UNAVAILABLE").Fault(4, 4.1, FaultKind.SecondOwner, WrittenLog.Vendor, epoch: 7).Broken().ShouldBeEmpty();

    [Fact]
    public void A_refusal_as_unavailable_because_of_another_vendors_second_owner_breaks_G9() =>
        Refused("UNAVAILABLE").Fault(4, 4.1, FaultKind.SecondOwner, "ven_other", epoch: 7).Broken().ShouldBe([Promise.G9]);

    [Fact]
    public void An_answer_with_an_internal_error_breaks_G9() => Refused("INTERNAL_ERROR").Broken().ShouldBe([Promise.G9]);

    [Fact]
    public void An_error_in_the_servers_log_breaks_G9() =>
        new WrittenLog().Add(new Observation.ServerComplained(WrittenLog.At(9), 1, "error")).Broken().ShouldBe([Promise.G9]);

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_001)]
    public void More_than_a_thousand_messages_in_a_minute_break_G5(int pings)
    {
        WrittenLog log = new();
        for (int i = 0; i < pings; i++)
        {
            log.Says(2 + (i * 0.01), WrittenLog.Session, $$"""{"type":"ping","id":"p{{i}}"}""");
            log.Hears(2.005 + (i * 0.01), WrittenLog.Session, $$"""{"type":"pong","id":"p{{i}}"}""");
        }

        log.Broken().ShouldBe(pings > 1_000 ? [Promise.G5] : []);
    }

    private static WrittenLog Refused(string code) => new WrittenLog().Create(9)
        .Hears(9.5, WrittenLog.Session, $$"""{"type":"error","code":"{{code}}","context_id":"c1"}""");
}
