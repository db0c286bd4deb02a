namespace Boop.Chaos.Tests;

/// <summary>Frames are held against the published contract.</summary>
public sealed class ContractRuleTests
{
    [Fact]
    public void A_message_of_the_server_that_the_contract_does_not_know_is_told() =>
        new WrittenLog().Hears(5, WrittenLog.Session, """{"type":"surprise"}""").Drift().Count.ShouldBe(2);

    [Fact]
    public void A_message_as_the_contract_says_is_not_told() => new WrittenLog().Hears(5, WrittenLog.Session, """{"type":"pong"}""").Drift().Count.ShouldBe(1);

    [Fact]
    public void What_a_vendor_on_a_bare_socket_says_is_its_own_affair() =>
        new WrittenLog().Says(5, WrittenLog.Session, """{"type":"surprise"}""").Drift().Count.ShouldBe(1);
}
