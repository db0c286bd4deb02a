using CsCheck;

namespace Boop.Contexts.Tests;

/// <summary>Two requirements are equal exactly where a repeated create counts as the same.</summary>
public sealed class RequirementsTests
{
    private static readonly Gen<AttributeNames?> Lists =
        Gen.Frequency(
            (1, Gen.Const((AttributeNames?)null)),
            (3, Gen.OneOf("email", "phone", "name").Array[0, 3].Select(names => (AttributeNames?)AttributeNames.Parse(names))));

    private static readonly Gen<Requirements> Any =
        from kind in Gen.OneOf(ContextKind.Payment, ContextKind.Entrance, ContextKind.Membership)
        from amount in Gen.OneOf<long?>(null, 1, 2)
        from currency in Gen.OneOf<string?>(null, "USD", "EUR")
        from attributes in Lists
        from required in Lists
        from age in Gen.OneOf<int?>(null, 18, 21)
        from terminal in Gen.OneOf<string?>(null, "till-1", "till-2")
        from description in Gen.OneOf<string?>(null, "", "coffee")
        select new Requirements(kind)
        {
            Amount = amount,
            Currency = currency,
            Attributes = attributes,
            RequiredAttributes = required,
            MinimumAge = age,
            TerminalId = terminal is null ? null : TerminalId.Parse(terminal),
            Description = description,
        };

    private static Requirements Full => new(ContextKind.Payment)
    {
        Amount = 2500,
        Currency = "USD",
        Attributes = AttributeNames.Parse(["email", "phone"]),
        RequiredAttributes = AttributeNames.Parse(["name"]),
        MinimumAge = 18,
        ProgramId = ProgramId.Parse("gold"),
        TerminalId = TerminalId.Parse("till-1"),
        Description = "Two coffees for Ada",
    };

    public static TheoryData<string, Requirements> Differing => new()
    {
        { "type", Full with { Kind = ContextKind.Entrance } },
        { "amount", Full with { Amount = 2501 } },
        { "no amount", Full with { Amount = null } },
        { "currency", Full with { Currency = "EUR" } },
        { "no currency", Full with { Currency = null } },
        { "attributes", Full with { Attributes = AttributeNames.Parse(["email"]) } },
        { "no attributes", Full with { Attributes = null } },
        { "empty attributes", Full with { Attributes = AttributeNames.None } },
        { "required", Full with { RequiredAttributes = AttributeNames.Parse(["email"]) } },
        { "no required", Full with { RequiredAttributes = null } },
        { "age", Full with { MinimumAge = 21 } },
        { "no age", Full with { MinimumAge = null } },
        { "programme", Full with { ProgramId = ProgramId.Parse("silver") } },
        { "no programme", Full with { ProgramId = null } },
        { "terminal", Full with { TerminalId = TerminalId.Parse("till-2") } },
        { "no terminal", Full with { TerminalId = null } },
        { "description", Full with { Description = "Two coffees" } },
        { "no description", Full with { Description = null } },
    };

    [Fact]
    public void The_same_members_make_the_same_create()
    {
        Full.ShouldBe(Full);
        Full.GetHashCode().ShouldBe(Full.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Differing))]
    public void Any_other_member_makes_another_create(string member, Requirements other) => other.ShouldNotBe(Full, member);

    [Fact]
    public void An_absent_list_is_not_an_empty_one()
    {
        Requirements absent = new(ContextKind.Entrance);
        absent.ShouldNotBe(absent with { Attributes = AttributeNames.None });
        absent.ShouldNotBe(absent with { RequiredAttributes = AttributeNames.None });
    }

    [Fact]
    public void Nothing_is_filled_in()
    {
        Requirements bare = new(ContextKind.Payment);
        bare.Amount.ShouldBeNull();
        bare.Currency.ShouldBeNull();
        bare.Attributes.ShouldBeNull();
        bare.RequiredAttributes.ShouldBeNull();
        bare.MinimumAge.ShouldBeNull();
        bare.ProgramId.ShouldBeNull();
        bare.TerminalId.ShouldBeNull();
        bare.Description.ShouldBeNull();
    }

    [Fact]
    public void Lists_are_sets_whatever_their_order() =>
        Gen.Shuffle(new[] { "email", "phone", "name", "email" }).Select(names => Full with { Attributes = AttributeNames.Parse(names) })
            .Sample(
                shuffled =>
                {
                    Requirements ordered = Full with { Attributes = AttributeNames.Parse(["email", "name", "phone"]) };
                    shuffled.ShouldBe(ordered);
                    shuffled.GetHashCode().ShouldBe(ordered.GetHashCode());
                },
                iter: PropertyRuns.Count);

    [Fact]
    public void Equality_is_that_of_every_member_by_itself() =>
        Gen.Select(Any, Any).Sample(
            (one, other) =>
            {
                bool isSame = one.Kind == other.Kind && one.Amount == other.Amount && one.Currency == other.Currency
                    && IsSameSet(one.Attributes, other.Attributes) && IsSameSet(one.RequiredAttributes, other.RequiredAttributes)
                    && one.MinimumAge == other.MinimumAge && one.TerminalId == other.TerminalId && one.Description == other.Description;
                one.Equals(other).ShouldBe(isSame);
                if (isSame)
                    one.GetHashCode().ShouldBe(other.GetHashCode());
            },
            iter: PropertyRuns.Count);

    [Fact]
    public void Asked_is_both_lists_together()
    {
        Full.Asked.ShouldBe(AttributeNames.Parse(["email", "name", "phone"]));
        new Requirements(ContextKind.Entrance).Asked.ShouldBe(AttributeNames.None);
    }

    [Fact]
    public void The_vendors_text_is_not_in_the_requirements_text()
    {
        string text = Full.ToString();
        text.ShouldNotContain("coffee");
        text.ShouldNotContain("email");
        text.ShouldNotContain("2500");
    }

    private static bool IsSameSet(AttributeNames? one, AttributeNames? other) =>
        one is null ? other is null : other is not null && one.ToHashSet().SetEquals(other);
}
