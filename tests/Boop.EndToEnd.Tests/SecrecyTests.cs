using System.Text;
using Boop.Client;
using Boop.Palms;
using Boop.Scanner;

namespace Boop.EndToEnd.Tests;

public sealed class SecrecyTests
{
    private const string Email = "sentinel.5d1f@example.org";
    private const string Phone = "+49-sentinel-7788";

    [Fact]
    public async Task Neither_the_stores_files_nor_the_servers_output_hold_a_key_or_a_value_in_clear()
    {
        using TemporaryFolder folder = new();
        string output;
        Credentials shop;
        await using (BoopProcess server = await BoopProcess.StartAsync("serve", folder))
        {
            shop = await Credentials.AddShopAsync(folder);
            await Credentials.AddAsync(
                "person", "add", "--value", $"email={Email}", "--value", $"phone={Phone}", "--consent", $"{shop.VendorId}:email,phone",
                "--palm-seed", "sentinel-person", "--data", folder.Path);
            await using SimulatedScanner scanner = await shop.ConnectScannerAsync(server);
            await using BoopClient client = shop.Connect(server);
            Task<AuthenticationOutcome> payment = client.AuthenticateAsync(
                new PaymentRequest(100) { Attributes = ["email", "phone"], ContextId = "order-1" }, TestContext.Current.CancellationToken);
            Protocol.Scanner.Offer offer = await scanner.NextOfferAsync(cancellationToken: TestContext.Current.CancellationToken)
                .WithinAsync("an offer came");
            await scanner.ShowPersonAsync(offer, "sentinel-person", Hand.Right, cancellationToken: TestContext.Current.CancellationToken);
            (await payment.WithinAsync("the payment ended")).ShouldBeOfType<AuthenticationOutcome.Succeeded>().Attributes["email"].ShouldBe(Email);
            using (RawVendor wrong = await RawVendor.ConnectAsync(server.VendorSocket))
            {
                await wrong.SendAsync($$"""{"type":"authenticate","vendor_id":"ven_sentinel_refused","api_key":"{{shop.Key}}"}""");
                await wrong.ReadToCloseAsync();
            }

            FilesHolding(folder, "order-1").ShouldNotBeEmpty("the search finds what is there");
            HoldNothing(folder, shop);
            (await server.TerminateAsync()).ShouldBe(0);
            output = server.Output;
        }

        HoldNothing(folder, shop);
        foreach (string sentinel in new[] { Email, Phone, shop.Key, shop.ScannerKey, "ven_sentinel_refused" })
            output.ShouldNotContain(sentinel);
    }

    private static void HoldNothing(TemporaryFolder folder, Credentials shop)
    {
        foreach (string sentinel in new[] { Email, Phone, shop.Key, shop.ScannerKey })
            FilesHolding(folder, sentinel).ShouldBeEmpty();
    }

    private static List<string> FilesHolding(TemporaryFolder folder, string text)
    {
        byte[] sought = Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(sought) >= 0)];
    }

    private static byte[] Read(string file)
    {
        if (Path.GetFileName(file) == "boop.lock")
            return [];
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
