namespace Boop.Client.Tests;

public sealed class OutcomeLedgerTests
{
    [Fact]
    public void The_oldest_is_forgotten_first_and_nothing_grows()
    {
        var ledger = new OutcomeLedger();
        for (int i = 0; i <= OutcomeLedger.Capacity; i++)
        {
            ledger.Came($"ctx_{i}");
            ledger.HandedOver($"ctx_{i}");
        }

        ledger.Knows("ctx_0", out _).ShouldBeFalse();
        ledger.Knows("ctx_1", out bool handedOver).ShouldBeTrue();
        handedOver.ShouldBeTrue();
    }
}
