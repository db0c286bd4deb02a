namespace Boop.Storage;

/// <summary>What a new owner of a vendor starts from.</summary>
/// <param name="Epoch">The owner's epoch; every older one is fenced from now on.</param>
/// <param name="Now">The store's clock.</param>
/// <param name="ReadAt">The host's monotonic timestamp at which <paramref name="Now"/> was read: the claim's answer may come long after.</param>
/// <param name="Unsettled">Open contexts and outcomes that are still to be delivered, oldest first.</param>
/// <param name="RecentAcceptances">When contexts were accepted within the last 60 s, oldest first.</param>
public sealed record VendorClaim(
    OwnerEpoch Epoch,
    DateTimeOffset Now,
    long ReadAt,
    IReadOnlyList<StoredContext> Unsettled,
    IReadOnlyList<DateTimeOffset> RecentAcceptances);
