using System.Xml.Linq;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests;

public sealed class ProjectGraphTests
{
    public static TheoryData<string> Rooms => [.. ProjectFile.Rooms.Select(project => project.Room)];

    [Fact]
    public void Every_room_is_in_the_house() =>
        ProjectFile.Rooms.Select(project => project.Room).Except(House.MayUse.Keys).ShouldBeEmpty("these rooms stand in no table");

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_the_rooms_that_it_may_use(string room) =>
        Project(room).References.Select(reference => reference["Boop.".Length..]).Except(House.MayUse[room])
            .ShouldBeEmpty($"{room} may use {string.Join(", ", House.MayUse[room])}");

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_no_room_through_another(string room) =>
        Project(room).MentionsProperty("DisableTransitiveProjectReferences").ShouldBeFalse("the rule is set once, for all");

    [Fact]
    public void References_do_not_pass_through() =>
        XDocument.Load(Repository.FullPath("Directory.Build.props")).Descendants("DisableTransitiveProjectReferences").Single().Value.ShouldBe("true");

    [Fact]
    public void A_pure_room_has_no_package_and_no_framework()
    {
        foreach (ProjectFile project in ProjectFile.Rooms.Where(project => House.Pure.Append("Protocol").Contains(project.Room)))
            project.Packages.Concat(project.Frameworks).ShouldBeEmpty(project.Name);
    }

    [Fact]
    public void The_vendors_library_brings_abstractions_alone()
    {
        ProjectFile client = Project("Client");
        client.Packages.ShouldAllBe(package => package.EndsWith(".Abstractions", StringComparison.Ordinal));
        client.Frameworks.ShouldBeEmpty();
    }

    [Fact]
    public void A_room_compiles_its_own_files()
    {
        string[] borrowed =
        [
            .. ProjectFile.Rooms.SelectMany(project => project.CompiledFromElsewhere.Select(path => $"{project.Room}: {path}")),
        ];
        // How a connection is kept is one text for both libraries, and neither may bring the other.
        borrowed.Except(["Scanner: ../Boop.Client/Links/*.cs"]).ShouldBeEmpty();
    }

    [Fact]
    public void The_solution_holds_every_project_and_no_other()
    {
        string[] listed =
        [
            .. XDocument.Load(Repository.FullPath("Boop.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value),
        ];
        ProjectFile.All.Select(project => project.Path).Except(listed).ShouldBeEmpty("these projects are not in Boop.slnx");
        listed.Where(path => !File.Exists(Repository.FullPath(path))).ShouldBeEmpty("these projects do not exist");
        listed.ShouldBeUnique();
    }

    private static ProjectFile Project(string room) => ProjectFile.Rooms.Single(project => project.Room == room);
}
