namespace Boop.Grains.Vendors;

/// <summary>Whether an owner of a vendor still is one, as the store says.</summary>
internal enum Ownership
{
    Confirmed,

    /// <summary>The store cannot be read.</summary>
    Unknown,

    /// <summary>A newer owner is there: nothing may be told any more.</summary>
    Lost,
}
