using System.Reflection;
using Boop.Links;
using Boop.Protocol;

namespace Boop.Client.Tests;

/// <summary>No exception leaves whoever reads it without a next step.</summary>
public sealed class CureTests
{
    public static TheoryData<string> Codes =>
    [
        .. typeof(BoopErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!)
            .Union(Enum.GetValues<ErrorCode>().Select(ErrorCodes.Name)),
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_cure_of_its_own(string code)
    {
        string cure = Cures.For(code).ShouldNotBeNull();
        cure.ShouldEndWith(".");
        Codes.Select(row => Cures.For(row.Data)).Count(other => other == cure).ShouldBe(1);
        var exception = new BoopException(code, isTransient: false, "text");
        exception.HelpLink.ShouldBe($"docs/sdk.md#{code.ToLowerInvariant()}");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void What_the_network_says_is_told_with_its_cure(string code)
    {
        var error = new WireError(code, "Some text", IsRetryable: true) { Field = "terminal_id", RetryAfterMs = 1500, Detail = "trace-1" };
        BoopException exception = Complaints.Of(error, "ctx_1");
        exception.Message.ShouldStartWith("Some text. It is about 'terminal_id'. ");
        exception.Message.ShouldContain(Cures.For(code)!);
        exception.Message.ShouldContain("trace-1");
        exception.Message.ShouldEndWith("Try again in 1.5 s.");
    }

    [Fact]
    public void A_code_of_tomorrow_is_told_with_a_cure_too()
    {
        Complaints.Of(new WireError("NEW", "New", IsRetryable: true), "ctx_1").Message.ShouldBe("New. Try it again.");
        Complaints.Of(new WireError("NEW", "New", IsRetryable: false), "ctx_1").Message.ShouldContain("update");
        Complaints.Of(new WireError("NEW", "New", IsRetryable: false), "ctx_1").HelpLink.ShouldBeNull();
    }

    [Fact]
    public void What_the_library_itself_says_is_told_with_its_cure()
    {
        BoopException[] own =
        [
            .. Enum.GetValues<LinkFailure>().Select(Complaints.Of).OfType<BoopException>(),
            Complaints.NotConnected("ctx_1", TimeSpan.FromSeconds(90)),
            Complaints.OutcomeUnknown("ctx_1", TimeSpan.FromSeconds(90)),
        ];
        own.ShouldAllBe(exception => exception.Message.EndsWith(Cures.For(exception.Code)!, StringComparison.Ordinal));
        own.Length.ShouldBe(6);
    }
}
