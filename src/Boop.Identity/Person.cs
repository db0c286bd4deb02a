namespace Boop.Identity;

/// <summary>A person as far as one vendor is concerned: what is known, and what that vendor may learn of it.</summary>
public sealed record Person(PersonId Id, IReadOnlyList<KnownValue> Values)
{
    /// <summary>False for a person who is suspended: recognised by nobody.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The consent given to the vendor beforehand; null where there is none.</summary>
    public VendorConsent? Consent { get; init; }

    public override string ToString() => nameof(Person);
}
