using System.Globalization;
using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Server.Faults;
using Boop.Storage;

namespace Boop.Server.Input;

/// <summary>A person as put together from a file and from options; nothing may be said twice. Prints no value.</summary>
internal sealed class PersonDraft
{
    private const int LongestValue = 1_024;
    private const string BirthDate = "birthdate";

    private readonly Dictionary<AttributeName, KnownValue> _values = [];
    private readonly Dictionary<VendorId, VendorConsent> _consents = [];
    private readonly Dictionary<Hand, PalmTemplate> _palms = [];
    private PersonId? _id;

    public void SetId(string text)
    {
        if (_id is not null)
            throw new UsageException("The person's id is given twice; give it once.");
        _id = PersonId.TryParse(text, out PersonId id) ? id : throw Names.Malformed("person id", text, 128);
    }

    public void AddValue(string name, string value, DateTimeOffset? expiresAt)
    {
        AttributeName attribute = Names.Attribute(name);
        if (value.Length is 0 or > LongestValue || value.Contains('\0') || !IsWellFormed(value))
            throw new UsageException($"The value of {name} is empty or malformed; give 1 to {LongestValue} characters of Unicode text.");
        if (name == BirthDate && !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw new UsageException($"The value of {BirthDate} is no date; write it as YYYY-MM-DD.");
        if (!_values.TryAdd(attribute, new KnownValue(attribute, value) { ExpiresAt = expiresAt }))
            throw new UsageException($"The value of {name} is given twice; give it once.");
    }

    public void AddConsent(string vendor, AttributeNames attributes)
    {
        VendorId id = Names.Vendor(vendor);
        if (!_consents.TryAdd(id, new VendorConsent(id, attributes)))
            throw new UsageException($"The consent to {vendor} is given twice; give it once.");
    }

    public void AddSyntheticPalms(string seed)
    {
        if (seed.Length == 0)
            throw new UsageException("The seed of the palms is empty; give any text.");
        foreach (Hand hand in Enum.GetValues<Hand>())
            AddPalm(hand, SyntheticPalm.Of(seed, hand).Enrolled);
    }

    public void AddPalm(Hand hand, string base64)
    {
        byte[] bytes = new byte[PalmTemplate.ByteLength];
        if (!Convert.TryFromBase64String(base64.Trim(), bytes, out int length)
            || !PalmTemplate.TryParse(bytes.AsSpan(0, length), out PalmTemplate? template))
        {
            throw new UsageException($"The {Text(hand)} palm is no template; give the base64 of {PalmTemplate.ByteLength} bytes of version {PalmTemplate.Version}.");
        }

        AddPalm(hand, template);
    }

    public PersonRecord ToRecord()
    {
        PersonId id = _id ?? PersonId.New();
        return new PersonRecord(id)
        {
            Values = [.. _values.Values],
            Consents = [.. _consents.Values],
            Palms = [.. _palms.Select(palm => new EnrolledPalm<PersonId>(id, palm.Key, palm.Value))],
        };
    }

    public static string Text(Hand hand) => hand == Hand.Left ? "left" : "right";

    private static bool IsWellFormed(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;
            at++;
        }

        return true;
    }

    private void AddPalm(Hand hand, PalmTemplate template)
    {
        if (!_palms.TryAdd(hand, template))
            throw new UsageException($"The {Text(hand)} palm is given twice; give it once.");
    }
}
