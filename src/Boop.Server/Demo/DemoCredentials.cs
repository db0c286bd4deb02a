using Boop.Server.DataFolders;
using Boop.Storage;

namespace Boop.Server.Demo;

/// <summary>The keys of the demo, which stand in public pages: whoever can reach a network that takes them is let in.</summary>
internal static class DemoCredentials
{
    public const string CoffeeShop = "ven_abc123";
    public const string CoffeeShopKey = "sk_live_xyz789";
    public const string BookShop = "ven_other";
    public const string BookShopKey = "sk_live_other";

    /// <summary>
    /// The shop of the page at <c>/</c>, with a scanner of its own: a page that spoke for one of the other shops would take the place of
    /// whatever program speaks for it, and a second scanner would oblige the other shops to name a terminal.
    /// </summary>
    public const string TryItShop = "ven_try_it";
    public const string TryItShopKey = "sk_live_try_it";

    public const string CoffeeScanner = "scn_coffee";
    public const string CoffeeScannerKey = "pvs_demo_coffee_pours_for_everybody";
    public const string BookScanner = "scn_books";
    public const string BookScannerKey = "pvs_demo_books_open_for_everybody";
    public const string TryItScanner = "scn_try_it";
    public const string TryItScannerKey = "pvs_demo_try_it_for_everybody";

    private static readonly string[] Published =
        [CoffeeShopKey, BookShopKey, TryItShopKey, CoffeeScannerKey, BookScannerKey, TryItScannerKey];

    /// <summary>Whether a store lets anybody in who has read the public pages.</summary>
    public static async Task<bool> AreAcceptedByAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        DirectorySnapshot directory = await store.Directory.LoadAsync(cancellationToken);
        byte[][] hashes =
        [
            .. directory.Vendors.SelectMany(vendor => vendor.KeyHashes),
            .. directory.Scanners.SelectMany(scanner => scanner.KeyHashes),
        ];
        return hashes.Length > 0 && Published.Any(key => store.Hasher.Find(key, hashes) >= 0);
    }
}
