using System.Globalization;
using System.Text.RegularExpressions;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests;

public sealed partial class LogEventTests
{
    private static readonly (string Room, string File, string Attribute)[] Events =
    [
        .. from project in ProjectFile.Rooms
           from file in Repository.SourceFiles
           where file.StartsWith(project.Folder, StringComparison.Ordinal)
           from Match match in Attribute().Matches(File.ReadAllText(Repository.FullPath(file)))
           select (project.Room, file, match.Value),
    ];

    [Fact]
    public void Log_events_are_seen() => Events.Select(found => found.Room).ShouldContain("Grains");

    [Fact]
    public void Every_log_event_has_its_number() =>
        Events.Where(found => NumberOf(found.Attribute) is null).Select(found => $"{found.File}: {found.Attribute}").ShouldBeEmpty();

    [Fact]
    public void The_number_of_a_log_event_is_its_own() =>
        Events.GroupBy(found => NumberOf(found.Attribute)).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(found => found.File))}")
            .ShouldBeEmpty();

    [Fact]
    public void The_number_of_a_log_event_is_in_its_rooms_thousand() =>
        Events.Where(found => !House.LogThousands.TryGetValue(found.Room, out int thousand) || NumberOf(found.Attribute) / 1000 != thousand)
            .Select(found => $"{found.File}: {found.Attribute}")
            .ShouldBeEmpty();

    [Fact]
    public void Log_events_stand_in_a_file_of_their_own() =>
        Events.Select(found => found.File).Where(file => !file.EndsWith(".Log.cs", StringComparison.Ordinal)).ShouldBeEmpty();

    private static int? NumberOf(string attribute) =>
        Number().Match(attribute) is { Success: true } match ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\[LoggerMessage\([^""\]]*")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\(\s*(?:[^)]*?\bEventId\s*=\s*|eventId:\s*)?(?<number>[0-9]+)")]
    private static partial Regex Number();
}
