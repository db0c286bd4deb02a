using System.Reflection;
using System.Text.RegularExpressions;
using Boop.Architecture.Tests.Source;
using Boop.Protocol;

namespace Boop.Architecture.Tests;

/// <summary>Codes are permanent, and each has one meaning.</summary>
public sealed partial class CodeTests
{
    [Fact]
    public void Every_error_code_has_a_name_and_a_text_of_its_own()
    {
        ErrorCode[] codes = Enum.GetValues<ErrorCode>();
        codes.Select(code => (int)code).ShouldBeUnique();
        codes.Select(ErrorCodes.Name).ShouldBeUnique();
        codes.Select(ErrorCodes.Text).ShouldBeUnique();
        foreach (ErrorCode code in codes)
        {
            ErrorCodes.TryParse(ErrorCodes.Name(code), out ErrorCode parsed).ShouldBeTrue(ErrorCodes.Name(code));
            parsed.ShouldBe(code);
            ErrorCodes.Name(code).Replace("_", "").ShouldBe(code.ToString(), StringCompareShould.IgnoreCase);
        }
    }

    [Fact]
    public void Every_close_code_is_its_own()
    {
        int[] codes =
        [
            .. typeof(CloseCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
                .Select(field => (int)field.GetRawConstantValue()!),
        ];
        codes.ShouldNotBeEmpty();
        codes.ShouldBeUnique();
    }

    [Fact]
    public void The_libraries_name_each_code_once()
    {
        foreach (string file in Repository.SourceFiles.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith("ErrorCodes.cs", StringComparison.Ordinal)))
            Constant().Matches(File.ReadAllText(Repository.FullPath(file))).Select(match => match.Groups["code"].Value).ShouldBeUnique(file);
    }

    [GeneratedRegex(@"const string \w+ = ""(?<code>[^""]*)""")]
    private static partial Regex Constant();
}
