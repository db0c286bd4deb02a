using System.Security.Cryptography;
using Boop.Client;
using Boop.Cluster.Tests.Nodes;
using Boop.Contexts;
using Boop.Identity;
using Boop.Palms;
using Boop.Scanner;
using Boop.Storage;
using Boop.Trust;

namespace Boop.Cluster.Tests;

/// <summary>A vendor with one scanner and one customer, put into the store beside the running nodes, as the command line does it.</summary>
internal sealed record Shop(string Vendor, string Key, string Scanner, string ScannerKey, string Customer)
{
    public static async Task<Shop> OpenAsync(ThreeNodes nodes)
    {
        string name = RandomNumberGenerator.GetHexString(12, lowercase: true);
        Shop shop = new($"ven_{name}", ApiKeys.Generate(ApiKeys.VendorPrefix), $"scn_{name}", ApiKeys.Generate(ApiKeys.ScannerPrefix), $"customer {name}");
        IDirectoryStore directory = nodes.Store.Directory;
        ApiKeyHasher hasher = new(nodes.Store.Ring);
        VendorId vendor = VendorId.Parse(shop.Vendor);
        PersonId customer = PersonId.Parse($"per_{name}");
        AttributeNames shared = AttributeNames.Parse(["email"]);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await directory.AddVendorAsync(
            new VendorRecord(vendor, "Corner Shop", "USD") { Allowed = shared, KeyHashes = [hasher.Hash(shop.Key)] }, cancellation);
        await directory.AddScannerAsync(
            new ScannerRecord(ScannerId.Parse(shop.Scanner), vendor, TerminalId.Parse("till-1")) { KeyHashes = [hasher.Hash(shop.ScannerKey)] }, cancellation);
        await directory.AddPersonAsync(
            new PersonRecord(customer)
            {
                Values = [new KnownValue(AttributeName.Parse("email"), $"{shop.Vendor}@example.org")],
                Consents = [new VendorConsent(vendor, shared)],
                Palms = [new EnrolledPalm<PersonId>(customer, Hand.Right, SyntheticPalm.Of(shop.Customer, Hand.Right).Enrolled)],
            },
            cancellation);
        // A running node sees what was written beside it within a second.
        await Wait.PauseAsync(TimeSpan.FromSeconds(1), cancellation);
        return shop;
    }

    public BoopClient Connect(Uri url) => new(new BoopClientOptions { Url = url, VendorId = Vendor, ApiKey = Key });

    /// <param name="url">Where.</param>
    /// <param name="isBusy">Whether the customer holds her hand over it for whatever is asked.</param>
    public async Task<SimulatedScanner> ConnectScannerAsync(Uri url, bool isBusy = false)
    {
        SimulatedScanner scanner = new(new SimulatedScannerOptions
        {
            Url = url,
            ScannerId = Scanner,
            ScannerKey = ScannerKey,
            Capacity = 50,
            AutoScan = isBusy ? TimeSpan.Zero : null,
            Palm = isBusy ? _ => SyntheticPalm.Of(Customer, Hand.Right).Capture(Random.Shared) : null,
        });
        await scanner.ConnectAsync(TestContext.Current.CancellationToken);
        return scanner;
    }
}
