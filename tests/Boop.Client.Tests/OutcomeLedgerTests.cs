namespace Boop.Client.Tests;

public sealed class OutcomeLedgerTests
{
    [Fact]
    public void The_oldest_is_forgotten_first_and_nothing_grows()
    {
        var ledger = new OutcomeLedger();
        for (int i = 0; i <= OutcomeLedger.Capacity; i++)
        {
            ledger[$"ctx_{i}"] = OutcomeState.Unclaimed;
            ledger[$"ctx_{i}"] = OutcomeState.HandedOver;
        }

        ledger["ctx_0"].ShouldBe(OutcomeState.Unknown);
        ledger["ctx_1"].ShouldBe(OutcomeState.HandedOver);
    }

    [Fact]
    public void What_was_forgotten_and_came_again_is_remembered_as_long_as_any_other()
    {
        var ledger = new OutcomeLedger();
        ledger["ctx_again"] = OutcomeState.Unclaimed;
        ledger["ctx_again"] = OutcomeState.Unknown;
        ledger["ctx_again"] = OutcomeState.HandedOver;
        for (int i = 1; i < OutcomeLedger.Capacity; i++)
        {
            ledger[$"ctx_{i}"] = OutcomeState.HandedOver;
        }

        ledger["ctx_again"].ShouldBe(OutcomeState.HandedOver);
    }
}
