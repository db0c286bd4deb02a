namespace Boop.Palms.Tests;

public sealed class QualityRuleTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(39, true)]
    [InlineData(40, false)]
    [InlineData(100, false)]
    public void A_scan_is_poor_below_the_minimum_alone(int quality, bool poor) => QualityRule.IsPoor(quality).ShouldBe(poor);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Quality_is_a_number_from_0_to_100(int quality, bool inRange) => QualityRule.IsInRange(quality).ShouldBe(inRange);
}
