using Boop.Architecture.Tests.Compiled;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests;

/// <summary>Folders inside a room may use each other in one direction only, held against what the compiler made of them.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Rooms => [.. ProjectFile.Rooms.Where(project => project.HasSource).Select(project => project.Room)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Folders_of_a_room_use_each_other_in_no_circle(string room)
    {
        IReadOnlyDictionary<(string From, string To), string> uses = UsesIn(room);
        IReadOnlyList<string> circle = Circle.Find([.. uses.Keys]);
        circle.Zip(circle.Skip(1), (from, to) => $"{from} → {to}: {uses[(from, to)]}").ShouldBeEmpty($"folders of {room} go in a circle");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Registration_is_on_top_and_used_by_nothing(string room) =>
        UsesIn(room).Where(use => use.Key.To is "Hosting").Select(use => use.Value).ShouldBeEmpty();

    [Fact]
    public void The_folders_that_use_each_other_today_are_seen()
    {
        UsesIn("Contexts").Keys.ShouldBe([("Lifecycle", "the root"), ("Offers", "the root")], ignoreOrder: true);
        UsesIn("Grains").Keys.ShouldContain(("Vendors", "Contracts"));
        UsesIn("Grains").Keys.ShouldContain(("Hosting", "Vendors"));
    }

    [Fact]
    public void A_circle_is_found_wherever_it_is_entered()
    {
        Circle.Find([("a", "b"), ("b", "c"), ("a", "c")]).ShouldBeEmpty();
        Circle.Find([("a", "b"), ("b", "c"), ("c", "b")]).ShouldBe(["b", "c", "b"]);
        Circle.Find([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")]).ShouldBe(["a", "b", "c", "a"]);
    }

    private static IReadOnlyDictionary<(string From, string To), string> UsesIn(string room)
    {
        using CompiledRoom compiled = CompiledRoom.Open(ProjectFile.Rooms.Single(project => project.Room == room));
        return compiled.FolderUses();
    }
}
