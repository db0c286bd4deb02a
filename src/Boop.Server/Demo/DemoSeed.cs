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

    private static readonly Shop[] Shops =
    [
        new(DemoCredentials.CoffeeShop, "Coffee Shop", DemoCredentials.CoffeeShopKey, Simulated(DemoCredentials.CoffeeScanner, DemoCredentials.CoffeeScannerKey)),
        new(DemoCredentials.BookShop, "Book Shop", DemoCredentials.BookShopKey, Simulated(DemoCredentials.BookScanner, DemoCredentials.BookScannerKey)),
        new(DemoCredentials.TryItShop, "Try-it Shop", DemoCredentials.TryItShopKey, new Device(DemoCredentials.TryItScanner, DemoCredentials.TryItScannerKey, "screen-1", 1)),
    ];

    public static async Task ApplyAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        foreach (Shop shop in Shops)
        {
            await store.Directory.AddVendorAsync(
                new VendorRecord(VendorId.Parse(shop.Id), shop.Name, "USD") { Allowed = Allowed, KeyHashes = [store.Hasher.Hash(shop.Key)] }, cancellationToken);
            await store.Directory.AddScannerAsync(
                new ScannerRecord(ScannerId.Parse(shop.Scanner.Id), VendorId.Parse(shop.Id), TerminalId.Parse(shop.Scanner.Terminal))
                {
                    KeyHashes = [store.Hasher.Hash(shop.Scanner.Key)],
                    Capacity = shop.Scanner.Capacity,
                },
                cancellationToken);
        }

        await store.Directory.AddPersonAsync(DemoPeople.AdaLovelace, cancellationToken);
        await store.Directory.AddPersonAsync(DemoPeople.GraceHopper, cancellationToken);
        // In a folder from before there was a page, Ada is known already and has not heard of its shop.
        await store.Directory.AddConsentAsync(DemoPeople.AdaLovelace.Id, DemoPeople.AdaToTryItShop, cancellationToken);
        await CheckKeysAsync(store, cancellationToken);
    }

    /// <summary>A folder may hold other things under the demo's names; then what the demo prints would not be true.</summary>
    private static async Task CheckKeysAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        DirectorySnapshot directory = await store.Directory.LoadAsync(cancellationToken);
        bool areRight = Shops.All(shop =>
            Takes(store, directory.Vendors.FirstOrDefault(vendor => vendor.Id.Value == shop.Id)?.KeyHashes, shop.Key)
            && Takes(store, directory.Scanners.FirstOrDefault(scanner => scanner.Id.Value == shop.Scanner.Id)?.KeyHashes, shop.Scanner.Key));
        if (!areRight)
            throw new UsageException($"The data folder {store.Place} holds vendors or scanners of its own under the demo's names; choose another with --data.");
    }

    private static bool Takes(OpenedStore store, IReadOnlyList<byte[]>? hashes, string key) => store.Hasher.Find(key, hashes ?? []) >= 0;

    private static Device Simulated(string id, string key) => new(id, key, "till-1", ProtocolLimits.MaxScannerCapacity);

    private sealed record Shop(string Id, string Name, string Key, Device Scanner);

    private sealed record Device(string Id, string Key, string Terminal, int Capacity);
}
