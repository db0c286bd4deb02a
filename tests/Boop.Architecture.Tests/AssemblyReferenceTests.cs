using Boop.Architecture.Tests.Compiled;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests;

public sealed class AssemblyReferenceTests
{
    private static readonly string[] Impure =
    [
        "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Console", "System.Environment", "System.Threading.Timer",
        "System.Threading.PeriodicTimer", "System.Threading.Thread", "System.Threading.Tasks.Task", "System.IO.File", "System.IO.FileStream",
        "System.IO.Directory", "System.IO.Path",
    ];

    public static TheoryData<string> WithoutOrleans =>
    [
        .. ProjectFile.Rooms.Where(project => project.HasSource && !House.WithOrleans.Contains(project.Room)).Select(project => project.Room),
    ];

    [Theory]
    [MemberData(nameof(WithoutOrleans))]
    public void Orleans_stays_in_its_rooms(string room)
    {
        using CompiledRoom compiled = Open(room);
        compiled.Assemblies.Where(name => name.Contains("Orleans", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public void Orleans_is_seen_where_it_is()
    {
        using CompiledRoom compiled = Open("Grains");
        compiled.Assemblies.ShouldContain(name => name.StartsWith("Orleans.", StringComparison.Ordinal));
    }

    [Fact]
    public void Pure_rooms_are_made_of_the_runtime_alone_and_touch_nothing_outside()
    {
        foreach (string room in House.Pure)
        {
            using CompiledRoom compiled = Open(room);
            compiled.Assemblies.Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Boop.", StringComparison.Ordinal))
                .ShouldBeEmpty(room);
            compiled.OutsideTypes.Where(type => Impure.Contains(type) || type.StartsWith("System.Net.", StringComparison.Ordinal)).ShouldBeEmpty(room);
        }
    }

    private static CompiledRoom Open(string room) => CompiledRoom.Open(ProjectFile.Rooms.Single(project => project.Room == room));
}
