namespace Boop.Grains.Contracts;

/// <summary>What a scanner reports of an offer without a scan.</summary>
public enum OfferReport
{
    Presented,
    Declined,
    Failed,
}
