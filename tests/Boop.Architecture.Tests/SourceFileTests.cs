using System.Text.RegularExpressions;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests;

public sealed partial class SourceFileTests(ITestOutputHelper output)
{
    private const int SoftLimit = 300;
    private const int HardLimit = 500;

    /// <summary>
    /// One place in each of the projects where real time passes: grains act on threads of others without a task that tells of it,
    /// and a real process has a real clock.
    /// </summary>
    private static readonly string[] MayWait =
    [
        "tests/Boop.Grains.Tests/Eventually.cs", "tests/Boop.EndToEnd.Tests/Cap.cs", "tests/Boop.Server.Tests/Processes/Eventually.cs",
        "tests/Boop.Chaos/Observations/RunClock.cs", "tests/Boop.Cluster.Tests/Nodes/Wait.cs",
    ];

    [Fact]
    public void A_file_can_be_read_at_a_sitting()
    {
        (string File, int Lines)[] sizes = [.. Repository.SourceFiles.Select(file => (file, Repository.Lines(file).Length))];
        foreach ((string file, int lines) in sizes.Where(size => size.Lines > SoftLimit))
            output.WriteLine($"{file} has {lines} lines, more than {SoftLimit}.");
        sizes.Where(size => size.Lines > HardLimit).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_has_one_public_type() =>
        Repository.SourceFiles
            .Select(file => (File: file, Types: Repository.Lines(file).Count(line => PublicType().IsMatch(line))))
            .Where(found => found.Types > 1)
            .ShouldBeEmpty();

    [Fact]
    public void No_test_sleeps_and_none_is_skipped()
    {
        IEnumerable<string> tests = Repository.SourceFiles
            .Where(file => file.StartsWith("tests/", StringComparison.Ordinal))
            .Except(MayWait);
        Offences(tests, Sleep()).ShouldBeEmpty();
        Offences(tests, Skipped()).ShouldBeEmpty();
    }

    [Fact]
    public void Source_has_no_regions() => Offences(Repository.SourceFiles, Region()).ShouldBeEmpty();

    private static IEnumerable<string> Offences(IEnumerable<string> files, Regex pattern) =>
        files.SelectMany(file => Repository.Lines(file)
            .Select((text, index) => (Text: text, Line: index + 1))
            .Where(line => pattern.IsMatch(line.Text))
            .Select(line => $"{file}:{line.Line}"));

    /// <summary>Namespaces are file-scoped, so that a type which is not inside another begins its line.</summary>
    [GeneratedRegex(@"^public [^=(]*\b(class|struct|record|interface|enum|delegate)\b")]
    private static partial Regex PublicType();

    /// <summary>To wait for ever, until cancelled, is no sleep.</summary>
    [GeneratedRegex(@"Task\.Delay\((?!Timeout\.InfiniteTimeSpan)|Thread\.Sleep\b|Thread\.SpinWait\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bSkip(Unless|When|Type)?\s*=[^=>]|Assert\.Skip")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"^\s*#(end)?region\b")]
    private static partial Regex Region();
}
