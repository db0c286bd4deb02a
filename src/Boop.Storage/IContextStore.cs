using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Storage;

/// <summary>Reads contexts, and hands a vendor to a new owner. Throws <see cref="StoreUnavailableException"/> when the store cannot.</summary>
public interface IContextStore
{
    /// <summary>Makes the caller the vendor's owner and fences all earlier ones.</summary>
    Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken);

    /// <summary>The stored context, or null where none of this id was ever accepted.</summary>
    Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken);

    /// <summary>
    /// Whether this is still the vendor's owner. Epochs only rise: whatever was known before this was asked is then known rightly.
    /// </summary>
    Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken);

    /// <summary>What a scan was answered, if its answer was stored and is not over ten minutes old; else null.</summary>
    Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken);

    /// <summary>Vendors with open contexts or unsettled outcomes.</summary>
    Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken);

    /// <summary>Proves that the store can be written now.</summary>
    Task CheckWritableAsync(CancellationToken cancellationToken);
}
