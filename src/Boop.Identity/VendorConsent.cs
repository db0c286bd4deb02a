using Boop.Contexts;

namespace Boop.Identity;

/// <summary>That a person agreed to be recognised by a vendor, and which attributes it may be given.</summary>
public sealed record VendorConsent(VendorId Vendor, AttributeNames Attributes);
