using Boop.Contexts;
using Boop.Protocol;
using Boop.Server.DataFolders;
using Boop.Server.Faults;
using Boop.Server.Input;
using Boop.Storage;

namespace Boop.Server.Demo;

/// <summary>Fills a store with the demo's vendors, scanners and people. What is there already stays as it is.</summary>
internal static class DemoSeed
{
    private static readonly AttributeNames Allowed = Names.AttributeList(Names.UsualAttributes);

    public static async Task ApplyAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        await AddShopAsync(store, DemoCredentials.CoffeeShop, "Coffee Shop", DemoCredentials.CoffeeShopKey, cancellationToken);
        await AddShopAsync(store, DemoCredentials.BookShop, "Book Shop", DemoCredentials.BookShopKey, cancellationToken);
        await AddScannerAsync(store, DemoCredentials.CoffeeScanner, DemoCredentials.CoffeeShop, DemoCredentials.CoffeeScannerKey, cancellationToken);
        await AddScannerAsync(store, DemoCredentials.BookScanner, DemoCredentials.BookShop, DemoCredentials.BookScannerKey, cancellationToken);
        await store.Directory.AddPersonAsync(DemoPeople.AdaLovelace, cancellationToken);
        await store.Directory.AddPersonAsync(DemoPeople.GraceHopper, cancellationToken);
        await CheckKeysAsync(store, cancellationToken);
    }

    private static Task<bool> AddShopAsync(OpenedStore store, string id, string name, string key, CancellationToken cancellationToken) =>
        store.Directory.AddVendorAsync(
            new VendorRecord(VendorId.Parse(id), name, "USD") { Allowed = Allowed, KeyHashes = [store.Hasher.Hash(key)] }, cancellationToken);

    private static Task<AddScannerAnswer> AddScannerAsync(OpenedStore store, string id, string vendor, string key, CancellationToken cancellationToken) =>
        store.Directory.AddScannerAsync(
            new ScannerRecord(ScannerId.Parse(id), VendorId.Parse(vendor), TerminalId.Parse("till-1"))
            {
                KeyHashes = [store.Hasher.Hash(key)],
                Capacity = ProtocolLimits.MaxScannerCapacity,
            },
            cancellationToken);

    /// <summary>A folder may hold other things under the demo's names; then what the demo prints would not be true.</summary>
    private static async Task CheckKeysAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        DirectorySnapshot directory = await store.Directory.LoadAsync(cancellationToken);
        bool areRight =
            Takes(store, directory.Vendors.FirstOrDefault(vendor => vendor.Id.Value == DemoCredentials.CoffeeShop)?.KeyHashes, DemoCredentials.CoffeeShopKey)
            && Takes(store, directory.Vendors.FirstOrDefault(vendor => vendor.Id.Value == DemoCredentials.BookShop)?.KeyHashes, DemoCredentials.BookShopKey)
            && Takes(store, directory.Scanners.FirstOrDefault(scanner => scanner.Id.Value == DemoCredentials.CoffeeScanner)?.KeyHashes, DemoCredentials.CoffeeScannerKey)
            && Takes(store, directory.Scanners.FirstOrDefault(scanner => scanner.Id.Value == DemoCredentials.BookScanner)?.KeyHashes, DemoCredentials.BookScannerKey);
        if (!areRight)
            throw new UsageException($"The data folder {store.Folder} holds vendors or scanners of its own under the demo's names; choose another with --data.");
    }

    private static bool Takes(OpenedStore store, IReadOnlyList<byte[]>? hashes, string key) => store.Hasher.Find(key, hashes ?? []) >= 0;
}
