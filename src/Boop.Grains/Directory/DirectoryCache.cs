using System.Collections.Frozen;
using Boop.Contexts;
using Boop.Storage;

namespace Boop.Grains.Directory;

/// <summary>
/// Vendors and scanners as this node knows them: a snapshot that is swapped whole, at most half a second behind the store.
/// Owned by <see cref="DirectoryRefresh"/>, read by everybody.
/// </summary>
internal sealed class DirectoryCache
{
    private volatile View? _view;

    private volatile bool _isStale = true;

    /// <summary>The store could not be read lately: what the cache does not know, nobody knows.</summary>
    public bool IsStale => _isStale;

    public long? Version => _view?.Version;

    public void Replace(DirectorySnapshot snapshot)
    {
        _view = new View(
            snapshot.Version,
            snapshot.Vendors.ToFrozenDictionary(vendor => vendor.Id),
            snapshot.Scanners.ToFrozenDictionary(scanner => scanner.Id),
            snapshot.Scanners.ToLookup(scanner => scanner.Vendor));
        _isStale = false;
    }

    public void MarkFresh() => _isStale = false;

    public void MarkStale() => _isStale = true;

    public VendorRecord? FindVendor(VendorId vendor) => _view?.Vendors.GetValueOrDefault(vendor);

    public ScannerRecord? FindScanner(ScannerId scanner) => _view?.Scanners.GetValueOrDefault(scanner);

    public IEnumerable<ScannerRecord> ScannersOf(VendorId vendor) => _view?.ScannersByVendor[vendor] ?? [];

    private sealed record View(
        long Version,
        FrozenDictionary<VendorId, VendorRecord> Vendors,
        FrozenDictionary<ScannerId, ScannerRecord> Scanners,
        ILookup<VendorId, ScannerRecord> ScannersByVendor);
}
