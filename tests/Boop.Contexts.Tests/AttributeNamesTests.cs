using CsCheck;

namespace Boop.Contexts.Tests;

public sealed class AttributeNamesTests
{
    private static readonly AttributeName Email = AttributeName.Parse("email");
    private static readonly AttributeName Phone = AttributeName.Parse("phone");

    private static readonly Gen<AttributeName[]> Names =
        Gen.OneOf("a", "b", "c", "d", "e_1", "e_10").Select(AttributeName.Parse).Array[0, 8];

    [Fact]
    public void A_name_is_in_the_set_once() => AttributeNames.Of([Email, Phone, Email]).Count.ShouldBe(2);

    [Fact]
    public void No_names_are_none() => AttributeNames.Of([]).ShouldBeSameAs(AttributeNames.None);

    [Fact]
    public void Names_are_listed_in_one_order() =>
        AttributeNames.Parse(["phone", "email"]).ToString().ShouldBe(AttributeNames.Parse(["email", "phone"]).ToString());

    [Fact]
    public void It_behaves_as_a_set() =>
        Gen.Select(Names, Names).Sample(
            (one, other) =>
            {
                AttributeNames ones = AttributeNames.Of(one);
                AttributeNames others = AttributeNames.Of(other);
                HashSet<AttributeName> expected = [.. one];
                ones.Equals(others).ShouldBe(expected.SetEquals(other));
                if (ones.Equals(others))
                    ones.GetHashCode().ShouldBe(others.GetHashCode());
                ones.Count.ShouldBe(expected.Count);
                foreach (AttributeName name in one.Concat(other))
                    ones.Contains(name).ShouldBe(expected.Contains(name));
                ones.Union(other).ToHashSet().SetEquals(expected.Union(other)).ShouldBeTrue();
                Enumerable.Range(0, ones.Count).Select(index => ones[index]).ShouldBe(ones);
            },
            iter: PropertyRuns.Count);

    [Fact]
    public void It_equals_no_other_thing()
    {
        AttributeNames.None.Equals(null).ShouldBeFalse();
        AttributeNames.None.Equals(new object()).ShouldBeFalse();
        AttributeNames.Of([Email]).Equals((object)AttributeNames.Of([Email])).ShouldBeTrue();
    }
}
