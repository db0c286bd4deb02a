using System.Text.RegularExpressions;
using System.Xml.Linq;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests;

public sealed partial class TreeTests
{
    private static readonly string[] Binary = [".png", ".ico", ".jpg", ".gif", ".woff2", ".pdf", ".snk", ".db"];

    /// <summary>Rules of the house that the compiler keeps, as long as nobody turns them off.</summary>
    public static TheoryData<string> CompilerRules =>
    [
        "csharp_style_namespace_declarations = file_scoped:error",
        "dotnet_naming_rule.private_fields.severity = error",
        "dotnet_diagnostic.IDE0130.severity = error",
        "dotnet_diagnostic.CA1068.severity = error",
        "dotnet_diagnostic.CA2016.severity = error",
        "dotnet_diagnostic.CA1848.severity = error",
        "dotnet_diagnostic.CA1852.severity = error",
        "dotnet_diagnostic.CA2007.severity = error",
    ];

    [Fact]
    public void The_tree_knows_no_machine() =>
        Repository.Files.Where(file => !Binary.Contains(Path.GetExtension(file)))
            .SelectMany(file => Repository.Lines(file).Where(line => MachinePath().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void The_editors_rules_fit_on_a_page() => Repository.Lines(".editorconfig").Length.ShouldBeLessThanOrEqualTo(60);

    [Theory]
    [MemberData(nameof(CompilerRules))]
    public void A_rule_that_the_compiler_keeps_stays_on(string rule) => Repository.Lines(".editorconfig").ShouldContain(rule);

    [Theory]
    [InlineData("Nullable", "enable")]
    [InlineData("TreatWarningsAsErrors", "true")]
    [InlineData("AnalysisLevel", "latest-recommended")]
    [InlineData("EnforceCodeStyleInBuild", "true")]
    [InlineData("Features", "strict")]
    [InlineData("NuGetAudit", "true")]
    public void Every_project_is_built_strictly(string property, string value)
    {
        XDocument.Load(Repository.FullPath("Directory.Build.props")).Descendants(property).Single().Value.ShouldBe(value);
        ProjectFile.All.Where(project => project.MentionsProperty(property)).Select(project => project.Path).ShouldBeEmpty("no project has its own");
    }

    [Theory]
    [InlineData("M:System.Threading.Thread" + ".Sleep(System.Int32)")]
    [InlineData("M:System.Threading.Tasks.Task" + ".Delay(System.TimeSpan)")]
    [InlineData("M:System.Guid.NewGuid")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    public void What_is_banned_stays_banned(string symbol) =>
        Repository.Lines("eng/BannedSymbols.txt").ShouldContain(line => line.StartsWith(symbol + ";", StringComparison.Ordinal));

    /// <summary>Not behind a letter or a dot, where it would be part of an address.</summary>
    [GeneratedRegex(@"(?<![\w.\-}\]/~*])/(home|root|tmp|work|Users)(/|(?=[""'`\s),;:]|$))|\b[A-Z]:\\\\?Users\b")]
    private static partial Regex MachinePath();
}
