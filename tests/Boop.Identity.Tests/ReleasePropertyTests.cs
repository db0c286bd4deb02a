using System.Globalization;
using Boop.Contexts;
using CsCheck;

namespace Boop.Identity.Tests;

/// <summary>
/// G6 for whatever is asked, allowed, consented to and known. 2 000 cases, or as many as BOOP_PROPERTY_RUNS says;
/// a failure prints its seed, and CsCheck_Seed=… repeats it.
/// </summary>
public sealed class ReleasePropertyTests
{
    private static readonly string[] Vocabulary = ["email", "phone", "name", "birthdate", "age_over_18", "age_over_21"];

    private static readonly long Runs =
        long.TryParse(Environment.GetEnvironmentVariable("BOOP_PROPERTY_RUNS"), CultureInfo.InvariantCulture, out long runs) ? runs : 2_000;

    private static readonly Gen<AttributeNames> Names = Gen.OneOf(Vocabulary).Array[0, 8].Select(names => AttributeNames.Parse(names));

    /// <summary>The attributes that a person has, each for ever, until now, until just after now, or no longer.</summary>
    private static readonly Gen<KnownValue[]> Values =
        Gen.Select(Gen.OneOf(Vocabulary[..4]), Gen.OneOf("1990-12-10", "2007-06-01", "2015-01-01", "no date"), Gen.Int[0, 5])
            .Select((name, value, life) => People.Known(name, value, life switch
            {
                0 => People.Now,
                1 => People.Now.AddTicks(1),
                2 => People.Now.AddDays(-1),
                _ => null,
            }))
            .Array[0, 8]
            .Select(values => values.DistinctBy(value => value.Name).ToArray());

    private static readonly Gen<Case> Cases =
        from values in Values
        from consented in Names
        from isActive in Gen.Frequency((9, true), (1, false))
        from hasConsent in Gen.Frequency((9, true), (1, false))
        from attributes in Names
        from required in Gen.Frequency((2, Gen.Const(AttributeNames.None)), (1, Names))
        from age in Gen.Frequency((2, (int?)null), (1, 18), (1, 21))
        from isMember in Gen.Frequency((9, false), (1, true))
        from allowed in Names
        from agreed in Names
        select new Case(
            new Person(PersonId.Parse("per_1"), values)
            {
                IsActive = isActive,
                Consent = hasConsent ? new VendorConsent(People.Vendor, consented) : null,
            },
            new Requirements(ContextKind.Entrance)
            {
                Attributes = attributes,
                RequiredAttributes = required.Count == 0 ? null : required,
                MinimumAge = age,
                ProgramId = isMember ? ProgramId.Parse("gold") : null,
            },
            allowed,
            agreed);

    [Fact]
    public void What_is_given_is_asked_allowed_consented_to_and_valid_and_the_rest_is_named_with_its_first_reason() =>
        Cases.Sample(
            it =>
            {
                Outcome outcome = it.Decide();
                if (outcome is not Outcome.Succeeded success)
                    return;
                AttributeName[] given = [.. success.Released.Select(value => value.Name)];
                AttributeName[] withheld = [.. success.Withheld.Select(withholding => withholding.Name)];
                given.Concat(withheld).ShouldBe(it.Asked, ignoreOrder: true);
                foreach (AttributeName name in given)
                    it.ReasonAgainst(name).ShouldBeNull(name.Value);
                foreach (Withholding withholding in success.Withheld)
                    it.ReasonAgainst(withholding.Name).ShouldBe(withholding.Reason, withholding.Name.Value);
                foreach (ReleasedValue value in success.Released.Where(value => !value.Name.Value.StartsWith("age_over_", StringComparison.Ordinal)))
                    value.Value.ShouldBe(it.Person.Values.Single(known => known.Name == value.Name).Value);
            },
            iter: Runs);

    [Fact]
    public void A_failure_has_the_first_reason_that_applies() =>
        Cases.Sample(
            it =>
            {
                FailureReason? expected =
                    !it.Person.IsActive ? FailureReason.UserNotFound
                    : it.Person.Consent is null ? FailureReason.VendorNotConsented
                    : it.Requirements.ProgramId is not null ? FailureReason.NotAMember
                    : it.MustHave.Any(name => it.ReasonAgainst(name) is not null) ? FailureReason.AttributesMissing
                    : it.IsTooYoung ? FailureReason.TooYoung
                    : null;
                Outcome outcome = it.Decide();
                if (expected is { } reason)
                    outcome.ShouldBe(new Outcome.Failed(reason, People.Now));
                else
                    outcome.ShouldBeOfType<Outcome.Succeeded>();
            },
            iter: Runs);

    [Fact]
    public void Consents_on_the_screen_only_widen() =>
        Cases.Sample(
            it =>
            {
                if (it with { Agreed = AttributeNames.None } is var silent && silent.Decide() is Outcome.Succeeded without)
                {
                    Outcome.Succeeded with = it.Decide().ShouldBeOfType<Outcome.Succeeded>();
                    foreach (ReleasedValue value in without.Released)
                        with.Released.ShouldContain(value);
                }
            },
            iter: Runs);

    private sealed record Case(Person Person, Requirements Requirements, AttributeNames Allowed, AttributeNames Agreed)
    {
        public IEnumerable<AttributeName> MustHave
        {
            get
            {
                AttributeNames required = Requirements.RequiredAttributes ?? AttributeNames.None;
                return Requirements.MinimumAge is { } years ? required.Union([AttributeName.AgeOver(years)]) : required;
            }
        }

        public AttributeNames Asked => (Requirements.Attributes ?? AttributeNames.None).Union(MustHave);

        /// <summary>18 and 21 are whole years before the cases' one moment, and none of their birthdays falls on it.</summary>
        public bool IsTooYoung =>
            Requirements.MinimumAge is { } years
            && DateOnly.Parse(Person.Values.Single(known => known.Name.Value == "birthdate").Value, CultureInfo.InvariantCulture)
                > DateOnly.FromDateTime(People.Now.UtcDateTime).AddYears(-years);

        public Outcome Decide() => ReleaseDecision.Decide(Person, People.User, Requirements, Allowed, Agreed, People.Now);

        public WithholdingReason? ReasonAgainst(AttributeName name)
        {
            if (!Allowed.Contains(name))
                return WithholdingReason.NotAllowed;
            if (!Person.Consent!.Attributes.Contains(name) && !Agreed.Contains(name))
                return WithholdingReason.NotConsented;
            bool isAge = name.Value.StartsWith("age_over_", StringComparison.Ordinal);
            KnownValue? known = Person.Values.SingleOrDefault(value => value.Name.Value == (isAge ? "birthdate" : name.Value));
            if (known is null)
                return WithholdingReason.Unavailable;
            if (known.ExpiresAt is { } end && end <= People.Now)
                return WithholdingReason.Expired;
            return isAge && known.Value == "no date" ? WithholdingReason.Unavailable : null;
        }
    }
}
