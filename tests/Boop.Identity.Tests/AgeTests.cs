using Boop.Contexts;

namespace Boop.Identity.Tests;

public sealed class AgeTests
{
    [Theory]
    [InlineData("2008-03-01", "2026-02-28T23:59:59.9999999Z", false)]
    [InlineData("2008-03-01", "2026-03-01T00:00:00Z", true)]
    [InlineData("2008-12-31", "2026-12-30T12:00:00Z", false)]
    [InlineData("2008-12-31", "2026-12-31T00:00:00Z", true)]
    [InlineData("2008-02-29", "2026-02-28T23:59:59Z", false)]
    [InlineData("2008-02-29", "2026-03-01T00:00:00Z", true)]
    [InlineData("2008-02-28", "2026-02-28T00:00:00Z", true)]
    [InlineData("2030-01-01", "2026-03-01T00:00:00Z", false)]
    [InlineData("9990-01-01", "2026-03-01T00:00:00Z", false)]
    public void An_age_is_reached_on_the_birthday(string birth, string now, bool isReached) => Asked(birth, 18, now).ShouldBe(isReached);

    [Theory]
    [InlineData("2028-02-28T23:59:59Z", false)]
    [InlineData("2028-02-29T00:00:00Z", true)]
    public void Who_was_born_on_29_February_has_the_birthday_on_it_in_a_leap_year(string now, bool isReached) =>
        Asked("2008-02-29", 20, now).ShouldBe(isReached);

    [Theory]
    [InlineData("2100-02-28T23:59:59Z", false)]
    [InlineData("2100-03-01T00:00:00Z", true)]
    public void The_year_2100_has_no_29_February(string now, bool isReached) => Asked("2000-02-29", 100, now).ShouldBe(isReached);

    [Theory]
    [InlineData("2026-03-01T00:30:00+01:00", false)]
    [InlineData("2026-02-28T23:30:00-01:00", true)]
    public void The_day_is_that_of_UTC(string now, bool isReached) => Asked("2008-03-01", 18, now).ShouldBe(isReached);

    [Fact]
    public void A_minimum_age_gives_the_answer_and_not_the_birth_date()
    {
        Requirements asked = new(ContextKind.Entrance) { MinimumAge = 18 };
        People.Decide(People.Ada, asked).Success().Released
            .ShouldBe([new ReleasedValue(AttributeName.Parse("age_over_18"), "true")]);
    }

    [Fact]
    public void A_minimum_age_that_is_asked_by_name_as_well_is_given_once() =>
        People.Decide(People.Ada, People.Asking("age_over_18", "age_over_21") with { MinimumAge = 18 }).Success().Names()
            .ShouldBe(["age_over_18", "age_over_21"], ignoreOrder: true);

    [Fact]
    public void An_age_that_is_asked_by_name_alone_is_answered_either_way()
    {
        Person child = People.Ada.With(People.Known("birthdate", "2020-01-01"));
        People.Decide(child, People.Requiring("age_over_18")).Success().Released.Single().Value.ShouldBe("false");
        People.Decide(child, People.Asking("age_over_18")).Success().Released.Single().Value.ShouldBe("false");
        People.Decide(People.Ada, People.Asking("age_over_18")).Success().Released.Single().Value.ShouldBe("true");
    }

    [Fact]
    public void A_person_who_is_too_young_is_told_apart_from_one_whose_age_is_unknown()
    {
        Requirements asked = new(ContextKind.Entrance) { MinimumAge = 18 };
        People.Decide(People.Ada.With(People.Known("birthdate", "2020-01-01")), asked).ShouldFail(FailureReason.TooYoung);
        People.Decide(People.Ada.Without("birthdate"), asked).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(People.Ada.With(People.Known("birthdate", "10 December 1990")), asked).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(People.Ada.With(People.Known("birthdate", "1990-12-10", People.Now)), asked).ShouldFail(FailureReason.AttributesMissing);
    }

    [Fact]
    public void The_birth_date_and_the_answer_are_allowed_and_consented_to_apart()
    {
        AttributeNames birthDate = AttributeNames.Parse(["birthdate"]);
        AttributeNames answer = AttributeNames.Parse(["age_over_18"]);
        Requirements asked = People.Asking("birthdate", "age_over_18");

        People.Decide(People.Ada, asked, allowed: answer).Success().Names().ShouldBe(["age_over_18"]);
        People.Decide(People.Ada, asked, allowed: birthDate).Success().Names().ShouldBe(["birthdate"]);
        People.Decide(People.Ada.Consenting("age_over_18"), asked).Success().Names().ShouldBe(["age_over_18"]);
        People.Decide(People.Ada.Consenting("birthdate"), asked).Success().Names().ShouldBe(["birthdate"]);
    }

    [Fact]
    public void An_answer_is_no_older_than_the_question()
    {
        Person claims = People.Ada.With(People.Known("birthdate", "2020-01-01")).With(People.Known("age_over_18", "true"));
        People.Decide(claims, new Requirements(ContextKind.Entrance) { MinimumAge = 18 }).ShouldFail(FailureReason.TooYoung);
    }

    private static bool Asked(string birth, int years, string now)
    {
        string name = $"age_over_{years}";
        AttributeNames names = AttributeNames.Parse([name]);
        Person person = People.Ada.With(People.Known("birthdate", birth)).Consenting(name);
        DateTimeOffset at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        return People.Decide(person, People.Asking(name), names, now: at).Success().Released.Single().Value == "true";
    }
}
