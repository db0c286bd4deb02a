using System.Reflection;
using Boop.Contexts;

namespace Boop.Identity.Tests;

public sealed class ReleaseDecisionTests
{
    private static readonly AttributeNames Nothing = AttributeNames.None;

    [Fact]
    public void Whoever_consented_and_is_asked_nothing_is_recognised()
    {
        Outcome.Succeeded success = People.Decide(People.Ada.Consenting(), new Requirements(ContextKind.Entrance)).Success();
        success.User.ShouldBe(People.User);
        success.Released.ShouldBeEmpty();
        success.Withheld.ShouldBeEmpty();
        success.DecidedAt.ShouldBe(People.Now);
    }

    [Fact]
    public void What_is_asked_and_agreed_to_is_given_and_nothing_else() =>
        People.Decide(People.Ada, People.Asking("email", "phone")).Success().Names().ShouldBe(["email", "phone"], ignoreOrder: true);

    [Fact]
    public void A_given_value_is_the_one_that_is_known() =>
        People.Decide(People.Ada, People.Asking("email")).Success().Released
            .ShouldBe([new ReleasedValue(AttributeName.Parse("email"), "ada@example.org")]);

    /// <summary>Everything is wrong at first, and the failures come off one by one in the documented order.</summary>
    [Fact]
    public void Refusals_have_one_order()
    {
        Requirements asked = People.Requiring("email") with { ProgramId = ProgramId.Parse("gold"), MinimumAge = 18 };
        Person child = People.Ada.With(People.Known("birthdate", "2020-01-01"));
        Person person = child with { IsActive = false, Consent = null };

        People.Decide(person, asked, Nothing).ShouldFail(FailureReason.UserNotFound);
        person = person with { IsActive = true };
        People.Decide(person, asked, Nothing).ShouldFail(FailureReason.VendorNotConsented);
        person = person with { Consent = child.Consent };
        People.Decide(person, asked, Nothing).ShouldFail(FailureReason.NotAMember);
        asked = asked with { ProgramId = null };
        People.Decide(person, asked, Nothing).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(person, asked, AttributeNames.Parse(["email"])).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(person, asked, AttributeNames.Parse(["age_over_18"])).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(person, asked).ShouldFail(FailureReason.TooYoung);
        People.Decide(People.Ada, asked).Success().Names().ShouldBe(["email", "age_over_18"], ignoreOrder: true);
    }

    [Fact]
    public void Agreeing_on_the_screen_does_not_stand_in_for_consent_to_the_vendor() =>
        People.Decide(People.Ada with { Consent = null }, People.Asking("email"), agreed: People.Everything)
            .ShouldFail(FailureReason.VendorNotConsented);

    [Fact]
    public void Required_attributes_are_given_all_or_none()
    {
        Requirements required = People.Requiring("email", "phone", "name");
        People.Decide(People.Ada, required).Success().Names().ShouldBe(["email", "phone", "name"], ignoreOrder: true);
        People.Decide(People.Ada.Consenting("email", "phone"), required).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(People.Ada, required, AttributeNames.Parse(["email", "name"])).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(People.Ada.Without("phone"), required).ShouldFail(FailureReason.AttributesMissing);
        People.Decide(People.Ada.With(People.Known("phone", "1", People.Now)), required).ShouldFail(FailureReason.AttributesMissing);
    }

    [Fact]
    public void An_optional_attribute_that_is_missing_fails_nothing()
    {
        Outcome.Succeeded success = People.Decide(
            People.Ada.Without("phone"), People.Requiring("email") with { Attributes = AttributeNames.Parse(["phone", "email"]) }).Success();
        success.Names().ShouldBe(["email"]);
        success.Withheld.ShouldBe([new Withholding(AttributeName.Parse("phone"), WithholdingReason.Unavailable)]);
    }

    [Fact]
    public void The_first_reason_that_applies_is_given()
    {
        Person nobodyKnows = People.Ada.Without("email").Consenting();
        Person expired = People.Ada.With(People.Known("email", "old", People.Now)).Consenting();
        AttributeNames allowed = AttributeNames.Parse(["email"]);

        People.Decide(nobodyKnows, People.Asking("email"), Nothing).Withheld("email").ShouldBe(WithholdingReason.NotAllowed);
        People.Decide(expired, People.Asking("email"), Nothing).Withheld("email").ShouldBe(WithholdingReason.NotAllowed);
        People.Decide(nobodyKnows, People.Asking("email"), allowed).Withheld("email").ShouldBe(WithholdingReason.NotConsented);
        People.Decide(expired, People.Asking("email"), allowed).Withheld("email").ShouldBe(WithholdingReason.NotConsented);
        People.Decide(nobodyKnows.Consenting("email"), People.Asking("email"), allowed).Withheld("email").ShouldBe(WithholdingReason.Unavailable);
        People.Decide(expired.Consenting("email"), People.Asking("email"), allowed).Withheld("email").ShouldBe(WithholdingReason.Expired);
    }

    [Fact]
    public void A_value_is_no_longer_given_from_the_instant_of_its_expiry()
    {
        Person person = People.Ada.With(People.Known("email", "ada@example.org", People.Now));
        People.Decide(person, People.Asking("email"), now: People.Now.AddTicks(-1)).Success().Names().ShouldBe(["email"]);
        People.Decide(person, People.Asking("email"), now: People.Now).Withheld("email").ShouldBe(WithholdingReason.Expired);
        People.Decide(person, People.Asking("email"), now: People.Now.AddTicks(1)).Withheld("email").ShouldBe(WithholdingReason.Expired);
    }

    [Fact]
    public void Consent_on_the_screen_widens_what_was_agreed_beforehand()
    {
        Person person = People.Ada.Consenting("email");
        Outcome.Succeeded success = People.Decide(
            person, People.Asking("email", "phone", "name"), AttributeNames.Parse(["email", "phone"]), AttributeNames.Parse(["phone", "name"]))
            .Success();
        success.Names().ShouldBe(["email", "phone"], ignoreOrder: true);
        success.Withheld.ShouldBe([new Withholding(AttributeName.Parse("name"), WithholdingReason.NotAllowed)]);
    }

    [Fact]
    public void A_failure_holds_its_reason_and_its_time_and_nothing_of_the_person()
    {
        string[] members =
        [
            .. typeof(Outcome.Failed).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(property => property.Name),
        ];
        members.ShouldBe([nameof(Outcome.Failed.Reason), nameof(Outcome.DecidedAt)], ignoreOrder: true);
    }

    [Fact]
    public void What_is_known_of_a_person_is_in_nobodys_text()
    {
        Outcome outcome = People.Decide(People.Ada, People.Asking("email"));
        string text = $"{People.Ada} {People.Ada.Values[0]} {outcome} {outcome.Success().Released[0]}";
        text.ShouldNotContain("ada@example.org");
        text.ShouldNotContain("per_ada");
        text.ShouldNotContain("usr_1");
    }
}
