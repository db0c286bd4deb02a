namespace Boop.Contexts.Lifecycle;

/// <summary>Which capture of which offer.</summary>
public readonly record struct ScanReference(OfferId Offer, int Attempt);
