using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Storage;

namespace Boop.Chaos.Server;

/// <summary>Reads something else than is stored.</summary>
internal sealed class FaultyStore(IContextStore inner) : IContextStore
{
    public Func<VendorClaim, VendorClaim> OnClaim { get; init; } = static claim => claim;

    public Func<StoredContext, StoredContext> OnFind { get; init; } = static context => context;

    public bool IsAlwaysOwner { get; init; }

    public async Task<VendorClaim> ClaimAsync(VendorId vendor, CancellationToken cancellationToken) =>
        OnClaim(await inner.ClaimAsync(vendor, cancellationToken));

    public async Task<StoredContext?> FindAsync(VendorId vendor, ContextId context, CancellationToken cancellationToken) =>
        await inner.FindAsync(vendor, context, cancellationToken) is { } found ? OnFind(found) : null;

    public async Task<bool> IsOwnerAsync(VendorId vendor, OwnerEpoch epoch, CancellationToken cancellationToken) =>
        IsAlwaysOwner || await inner.IsOwnerAsync(vendor, epoch, cancellationToken);

    public Task<ScanAnswer?> FindScanAsync(VendorId vendor, ScanReference scan, CancellationToken cancellationToken) =>
        inner.FindScanAsync(vendor, scan, cancellationToken);

    public Task<IReadOnlyList<VendorWork>> FindWorkAsync(CancellationToken cancellationToken) => inner.FindWorkAsync(cancellationToken);

    public Task CheckWritableAsync(CancellationToken cancellationToken) => inner.CheckWritableAsync(cancellationToken);
}
