using Boop.Contexts;

namespace Boop.Identity.Tests;

/// <summary>A person, a vendor and a moment, where everything is given unless a test says otherwise.</summary>
internal static class People
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly VendorId Vendor = VendorId.Parse("ven_abc123");
    public static readonly UserId User = UserId.Parse("usr_1");
    public static readonly AttributeNames Everything =
        AttributeNames.Parse(["email", "phone", "name", "birthdate", "age_over_18", "age_over_21"]);

    /// <summary>Ada, born on 10 December 1990.</summary>
    public static Person Ada => new(
        PersonId.Parse("per_ada"),
        [Known("email", "ada@example.org"), Known("phone", "+44 20 7946 0000"), Known("name", "Ada"), Known("birthdate", "1990-12-10")])
    {
        Consent = new VendorConsent(Vendor, Everything),
    };

    public static KnownValue Known(string name, string value, DateTimeOffset? expiresAt = null) =>
        new(AttributeName.Parse(name), value) { ExpiresAt = expiresAt };

    public static Person Consenting(this Person person, params string[] names) =>
        person with { Consent = new VendorConsent(Vendor, AttributeNames.Parse(names)) };

    public static Person With(this Person person, KnownValue value) =>
        person with { Values = [.. person.Values.Where(known => known.Name != value.Name), value] };

    public static Person Without(this Person person, string name) =>
        person with { Values = [.. person.Values.Where(known => known.Name.Value != name)] };

    public static Requirements Asking(params string[] names) =>
        new(ContextKind.Entrance) { Attributes = AttributeNames.Parse(names) };

    public static Requirements Requiring(params string[] names) =>
        new(ContextKind.Entrance) { RequiredAttributes = AttributeNames.Parse(names) };

    public static Outcome Decide(
        Person person, Requirements requirements, AttributeNames? allowed = null, AttributeNames? agreed = null, DateTimeOffset? now = null) =>
        ReleaseDecision.Decide(person, User, requirements, allowed ?? Everything, agreed ?? AttributeNames.None, now ?? Now);

    public static Outcome.Succeeded Success(this Outcome outcome) => outcome.ShouldBeOfType<Outcome.Succeeded>();

    public static void ShouldFail(this Outcome outcome, FailureReason reason) => outcome.ShouldBe(new Outcome.Failed(reason, Now));

    public static string[] Names(this Outcome.Succeeded success) => [.. success.Released.Select(value => value.Name.Value)];

    public static WithholdingReason Withheld(this Outcome outcome, string name) =>
        outcome.Success().Withheld.Single(withholding => withholding.Name.Value == name).Reason;
}
