using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;

namespace Boop.Server.Demo;

/// <summary>The demo's people. Their values are made up, and so are their palms.</summary>
internal static class DemoPeople
{
    /// <summary>The seed of Ada's palms.</summary>
    public const string Ada = "ada-lovelace";

    /// <summary>The seed of Grace's palms.</summary>
    public const string Grace = "grace-hopper";

    public static PersonRecord AdaLovelace { get; } = Person("per_demo_ada", Ada) with
    {
        Values =
        [
            Value("email", "ada@example.org"),
            Value("phone", "+44 20 7946 0815"),
            Value("name", "Ada Lovelace"),
            Value("birthdate", "1990-12-10"),
            Value("loyalty_id", "COFFEE-1843"),
        ],
        Consents = [Consent(DemoCredentials.CoffeeShop, "email", "phone"), Consent(DemoCredentials.BookShop), AdaToTryItShop],
    };

    /// <summary>What Ada shares on the page at <c>/</c>.</summary>
    public static VendorConsent AdaToTryItShop => Consent(DemoCredentials.TryItShop, "email", "phone", "age_over_18");

    public static PersonRecord GraceHopper { get; } = Person("per_demo_grace", Grace) with
    {
        Values = [Value("email", "grace@example.org"), Value("name", "Grace Hopper")],
        Consents = [Consent(DemoCredentials.BookShop, "email", "name")],
    };

    private static PersonRecord Person(string id, string seed)
    {
        PersonId person = PersonId.Parse(id);
        return new PersonRecord(person)
        {
            Palms = [.. Enum.GetValues<Hand>().Select(hand => new EnrolledPalm<PersonId>(person, hand, SyntheticPalm.Of(seed, hand).Enrolled))],
        };
    }

    private static KnownValue Value(string name, string value) => new(AttributeName.Parse(name), value);

    private static VendorConsent Consent(string vendor, params string[] names) => new(VendorId.Parse(vendor), AttributeNames.Parse(names));
}
