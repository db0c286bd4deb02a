namespace Boop.Protocol.Tests;

public sealed class CloseHintTests
{
    [Theory]
    [InlineData(0, "retry_after_ms=0")]
    [InlineData(1500, "retry_after_ms=1500")]
    [InlineData(int.MaxValue, "retry_after_ms=2147483647")]
    public void A_hint_is_read_as_it_was_written(int retryAfterMs, string reason)
    {
        CloseHint.Format(retryAfterMs).ShouldBe(reason);
        CloseHint.TryParse(reason, out int read).ShouldBeTrue();
        read.ShouldBe(retryAfterMs);
    }

    [Theory]
    [InlineData("restarting; retry_after_ms=250, see you", 250)]
    [InlineData("retry_after_ms=7.5", 7)]
    public void Words_around_a_hint_do_not_hide_it(string reason, int retryAfterMs)
    {
        CloseHint.TryParse(reason, out int read).ShouldBeTrue();
        read.ShouldBe(retryAfterMs);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bye")]
    [InlineData("retry_after_ms=")]
    [InlineData("retry_after_ms=-5")]
    [InlineData("retry_after_ms=soon")]
    [InlineData("retry_after_ms=99999999999")]
    public void A_reason_without_a_hint_has_none(string? reason)
    {
        CloseHint.TryParse(reason, out int read).ShouldBeFalse();
        read.ShouldBe(0);
    }
}
