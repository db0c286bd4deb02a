namespace Boop.Chaos.Population;

/// <summary>Who takes part in a run. Names are made from numbers, so that two runs of one seed speak of the same vendors.</summary>
internal sealed class Census
{
    public const int SdkVendors = 30;
    public const int BareVendors = 30;
    public const int GreedyVendors = 4;
    public const int FloodingVendors = 1;

    private Census(IReadOnlyList<VendorAccount> sdk, IReadOnlyList<VendorAccount> bare, IReadOnlyList<VendorAccount> greedy, IReadOnlyList<VendorAccount> flooding)
    {
        Sdk = sdk;
        Bare = bare;
        Greedy = greedy;
        Flooding = flooding;
    }

    /// <summary>Vendors that use the SDK.</summary>
    public IReadOnlyList<VendorAccount> Sdk { get; }

    /// <summary>Vendors on bare sockets.</summary>
    public IReadOnlyList<VendorAccount> Bare { get; }

    /// <summary>Vendors on bare sockets that ask for as many contexts as they are let.</summary>
    public IReadOnlyList<VendorAccount> Greedy { get; }

    /// <summary>Vendors on bare sockets that send more messages than they are let.</summary>
    public IReadOnlyList<VendorAccount> Flooding { get; }

    public IEnumerable<VendorAccount> All => [.. Sdk, .. Bare, .. Greedy, .. Flooding];

    public static Census Create() => new(
        MakeAll("ven_sdk", SdkVendors), MakeAll("ven_bare", BareVendors), MakeAll("ven_greedy", GreedyVendors), MakeAll("ven_flood", FloodingVendors));

    private static VendorAccount[] MakeAll(string prefix, int count) => [.. Enumerable.Range(1, count).Select(number => Make($"{prefix}{number}", number))];

    /// <summary>Every third vendor has two scanners.</summary>
    private static VendorAccount Make(string id, int number) => new(
        id,
        $"sk_live_{id}_chaos",
        [.. Enumerable.Range(1, number % 3 == 0 ? 2 : 1).Select(till => new ScannerAccount($"scn_{id}_{till}", $"sk_scan_{id}_{till}_chaos", $"till_{till}"))]);
}
