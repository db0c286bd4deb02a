using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Storage;

namespace Boop.Chaos.Population;

/// <summary>The people who come to the scanners. They are made up, and so are their palms.</summary>
internal static class Cast
{
    /// <summary>Known to every vendor, and open-handed.</summary>
    public const string Regular = "chaos-regular";

    /// <summary>Known to every vendor, and gives nothing.</summary>
    public const string Reserved = "chaos-reserved";

    /// <summary>Enrolled, and has agreed to no vendor.</summary>
    public const string Guest = "chaos-guest";

    /// <summary>Known to every vendor, and a child.</summary>
    public const string Minor = "chaos-minor";

    /// <summary>Enrolled nowhere.</summary>
    public const string Stranger = "chaos-stranger";

    public static IEnumerable<PersonRecord> Enrol(IEnumerable<VendorAccount> vendors)
    {
        VendorId[] all = [.. vendors.Select(vendor => VendorId.Parse(vendor.Id))];
        yield return Person(Regular, all, ["email", "phone", "name"], "1980-05-05");
        yield return Person(Reserved, all, [], "1970-02-02");
        yield return Person(Guest, [], [], "1990-03-03");
        yield return Person(Minor, all, ["email"], "2015-04-04");
    }

    private static PersonRecord Person(string seed, VendorId[] vendors, string[] shared, string birthDate)
    {
        PersonId id = PersonId.Parse($"per_{seed}");
        return new PersonRecord(id)
        {
            Values =
            [
                new KnownValue(AttributeName.Parse("email"), $"{seed}@example.org"),
                new KnownValue(AttributeName.Parse("phone"), "+44 20 7946 0000"),
                new KnownValue(AttributeName.Parse("name"), seed),
                new KnownValue(AttributeName.Parse("birthdate"), birthDate),
            ],
            Consents = [.. vendors.Select(vendor => new VendorConsent(vendor, AttributeNames.Parse(shared)))],
            Palms = [.. Enum.GetValues<Hand>().Select(hand => new EnrolledPalm<PersonId>(id, hand, SyntheticPalm.Of(seed, hand).Enrolled))],
        };
    }
}
