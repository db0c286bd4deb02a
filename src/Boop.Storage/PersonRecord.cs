using Boop.Identity;
using Boop.Palms;

namespace Boop.Storage;

/// <summary>A person to be stored: values, consents to any number of vendors, enrolled palms.</summary>
public sealed record PersonRecord(PersonId Id)
{
    public IReadOnlyList<KnownValue> Values { get; init; } = [];

    public IReadOnlyList<VendorConsent> Consents { get; init; } = [];

    public IReadOnlyList<EnrolledPalm<PersonId>> Palms { get; init; } = [];

    public override string ToString() => nameof(PersonRecord);
}
