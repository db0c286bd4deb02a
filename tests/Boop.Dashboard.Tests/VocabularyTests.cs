using System.Text.RegularExpressions;
using Boop.Contexts;
using Boop.Dashboard.Hosting;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Dashboard.Tests;

/// <summary>The page has a sentence for everything that the network says.</summary>
public sealed partial class VocabularyTests
{
    [Fact]
    public void Every_error_code_has_its_cure() =>
        Enum.GetValues<ErrorCode>().Select(ErrorCodes.Name).Where(code => !Source("errors.js").Contains($"  {code}: {{", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_reason_of_a_failure_has_its_sentence() =>
        Enum.GetNames<FailureReason>().Select(Snake).Where(reason => !Source("sentences.js").Contains($"  {reason}: '", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_state_of_a_context_has_its_sentence() =>
        typeof(ContextStates).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(state => !Source("sentences.js").Contains($"  {state}: '", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_page_has_no_script_and_no_style_inside()
    {
        string page = Source("index.html");
        page.ShouldNotContain("style=");
        page.ShouldNotContain("<style");
        Handler().Count(page).ShouldBe(0);
        Script().Matches(page).ShouldAllBe(match => match.Value.Contains("src=\"/try-it/", StringComparison.Ordinal));
    }

    private static string Source(string name) =>
        System.Text.Encoding.UTF8.GetString(PageFile.All.Single(file => file.Name == name).Content.Span);

    private static string Snake(string name) => Capital().Replace(name, match => (match.Index > 0 ? "_" : "") + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\son\w+\s*=")]
    private static partial Regex Handler();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();
}
