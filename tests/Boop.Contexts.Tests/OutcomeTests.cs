namespace Boop.Contexts.Tests;

public sealed class OutcomeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Outcome.Succeeded Success = new(
        UserId.Parse("usr_1"),
        [new ReleasedValue(AttributeName.Parse("email"), "ada@example.org")],
        [new Withholding(AttributeName.Parse("phone"), WithholdingReason.NotConsented)],
        Now);

    [Fact]
    public void Each_outcome_has_its_arm()
    {
        Name(Success).ShouldBe("succeeded");
        Name(new Outcome.Failed(FailureReason.Declined, Now)).ShouldBe("failed");
        Name(new Outcome.Cancelled(Now)).ShouldBe("cancelled");
        Name(new Outcome.Expired(Now)).ShouldBe("expired");

        static string Name(Outcome outcome) => outcome.Match(_ => "succeeded", _ => "failed", _ => "cancelled", _ => "expired");
    }

    [Fact]
    public void An_erased_success_keeps_everything_but_its_values()
    {
        Outcome.Succeeded erased = Success.Erase();
        erased.Released.ShouldBeEmpty();
        erased.IsErased.ShouldBeTrue();
        erased.User.ShouldBe(Success.User);
        erased.Withheld.ShouldBe(Success.Withheld);
        erased.DecidedAt.ShouldBe(Now);
    }

    [Fact]
    public void No_value_and_no_user_is_in_an_outcomes_text()
    {
        string text = $"{Success} {Success.Released[0]}";
        text.ShouldNotContain("ada@example.org");
        text.ShouldNotContain("usr_1");
    }
}
