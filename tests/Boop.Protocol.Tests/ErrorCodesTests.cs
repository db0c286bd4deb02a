namespace Boop.Protocol.Tests;

public sealed class ErrorCodesTests
{
    [Fact]
    public void Each_code_stands_in_its_own_row_and_is_found_by_its_name()
    {
        foreach (ErrorCode code in Enum.GetValues<ErrorCode>())
        {
            ErrorCodes.TryParse(ErrorCodes.Name(code), out ErrorCode found).ShouldBeTrue();
            found.ShouldBe(code);
            ErrorCodes.Name(code).Replace("_", "", StringComparison.Ordinal).ShouldBe(code.ToString().ToUpperInvariant());
        }
    }

    [Fact]
    public void A_code_of_tomorrow_is_not_found()
    {
        ErrorCodes.TryParse("OUT_OF_CHEESE", out _).ShouldBeFalse();
        ErrorCodes.TryParse(null, out _).ShouldBeFalse();
    }
}
