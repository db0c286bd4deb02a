using Boop.Contexts;

namespace Boop.Storage;

/// <summary>Reads contexts, and hands a vendor to a new owner. Throws <see cref="StoreUnavailableException"/> when the store cannot.</summary>
public interface IContextStore
{
    /// <summary>Makes the caller the vendor's owner and fences all earlier ones.</summary>
    Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken);

    /// <summary>The stored context, or null where none of this id was ever accepted.</summary>
    Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken);

    /// <summary>Vendors with open contexts or unsettled outcomes: somebody must own them, client or not.</summary>
    Task<IReadOnlyList<VendorId>> FindVendorsWithWorkAsync(CancellationToken cancellationToken);

    /// <summary>Proves that the store can be written now.</summary>
    Task CheckWritableAsync(CancellationToken cancellationToken);
}
