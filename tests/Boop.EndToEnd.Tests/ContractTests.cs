using Boop.Client;
using Boop.Protocol.Scanner;
using Boop.Scanner;
using Boop.Testing.Contract;

namespace Boop.EndToEnd.Tests;

public sealed class ContractTests
{
    [Fact]
    public async Task All_that_an_sdk_a_scanner_and_a_bare_vendor_say_and_hear_keeps_the_contract()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("serve", folder);
        Credentials shop = await Credentials.AddShopAsync(folder);
        await Credentials.AddAsync(
            "person", "add", "--value", "email=ada@example.org", "--consent", $"{shop.VendorId}:email", "--palm-seed", "ada", "--data", folder.Path);
        await using RecordingProxy proxy = RecordingProxy.Start(server.Url.Port, WireContract.LoadClosed());
        await using (SimulatedScanner scanner = new(new SimulatedScannerOptions
        {
            Url = proxy.Socket("/ws/pvs"),
            ScannerId = shop.ScannerId,
            ScannerKey = shop.ScannerKey,
            Capacity = 2,
        }))
        {
            // A running server sees what the command line wrote within a second.
            await Cap.PauseAsync(TimeSpan.FromSeconds(1));
            await scanner.ConnectAsync(TestContext.Current.CancellationToken);
            await UseTheSdkAsync(proxy, shop, scanner);
            await UseABareSocketAsync(proxy, shop, scanner);
        }

        proxy.Faults.ShouldBeEmpty();
        Seen(proxy, WireSocket.Vendor, FrameDirection.ToNetwork, ["ack", "authenticate", "cancel_context", "create_context", "get_context", "ping"]);
        Seen(proxy, WireSocket.Vendor, FrameDirection.FromNetwork, ["auth_result", "authenticated", "context_update", "error", "pong"]);
        Seen(proxy, WireSocket.Scanner, FrameDirection.ToNetwork, ["authenticate", "decline", "failed", "presented", "scan"]);
        Seen(proxy, WireSocket.Scanner, FrameDirection.FromNetwork, ["authenticated", "offer", "scan_result", "withdrawn"]);
    }

    private static async Task UseTheSdkAsync(RecordingProxy proxy, Credentials shop, SimulatedScanner scanner)
    {
        await using BoopClient client = new(new BoopClientOptions { Url = proxy.Socket("/ws/vendor"), VendorId = shop.VendorId, ApiKey = shop.Key });
        PaymentRequest request = new(100) { Attributes = ["email"], Description = "Two coffees" };

        Task<AuthenticationOutcome> known = client.AuthenticateAsync(request, TestContext.Current.CancellationToken);
        await scanner.ShowPersonAsync(await NextAsync(scanner), "ada", Palms.Hand.Right, cancellationToken: TestContext.Current.CancellationToken);
        (await known.WithinAsync("the payment ended")).ShouldBeOfType<AuthenticationOutcome.Succeeded>().Attributes.ShouldContainKey("email");

        Task<AuthenticationOutcome> unknown = client.AuthenticateAsync(request, TestContext.Current.CancellationToken);
        Offer offer = await NextAsync(scanner);
        await scanner.ShowPoorAsync(offer, TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++)
            await scanner.ShowStrangerAsync(offer, TestContext.Current.CancellationToken);
        (await unknown.WithinAsync("the stranger was refused")).ShouldBe(new AuthenticationOutcome.Refused("user_not_found"));

        Task<AuthenticationOutcome> declined = client.AuthenticateAsync(request, TestContext.Current.CancellationToken);
        await scanner.DeclineAsync(await NextAsync(scanner), TestContext.Current.CancellationToken);
        (await declined.WithinAsync("the refusal came")).ShouldBe(new AuthenticationOutcome.Refused("declined"));
    }

    private static async Task UseABareSocketAsync(RecordingProxy proxy, Credentials shop, SimulatedScanner scanner)
    {
        using RawVendor vendor = await RawVendor.ConnectAsync(proxy.Socket("/ws/vendor"));
        await vendor.SendAsync(
            $$"""{"type":"authenticate","vendor_id":"{{shop.VendorId}}","api_key":"{{shop.Key}}","features":["progress"],"id":"a"}""");
        await vendor.CreateAsync("broken-lamp");
        await scanner.FailAsync(await NextAsync(scanner), "lamp broken", TestContext.Current.CancellationToken);
        await vendor.SendAsync("""{"type":"create_context","context_id":"broken-lamp","requirements":{"type":"entrance"},"id":"c"}""");
        await vendor.CreateAsync("withdrawn");
        Offer offer = await NextAsync(scanner);
        await vendor.SendAsync("""{"type":"get_context","context_id":"withdrawn","id":"g"}""");
        await vendor.SendAsync("""{"type":"cancel_context","context_id":"withdrawn","id":"x"}""");
        await scanner.WaitUntilGoneAsync(offer, TestContext.Current.CancellationToken).WaitAsync(
            Cap.Default, TimeProvider.System, TestContext.Current.CancellationToken);
        await vendor.SendAsync("""{"type":"ack","context_ids":["broken-lamp","withdrawn"]}""");
        await vendor.SendAsync("""{"type":"ping","id":"p"}""");
        while ((await vendor.NextAsync()).GetProperty("type").GetString() != "pong")
        {
            // Each frame is held against the contract as it comes.
        }
    }

    private static Task<Offer> NextAsync(SimulatedScanner scanner) =>
        scanner.NextOfferAsync(cancellationToken: TestContext.Current.CancellationToken).WithinAsync("an offer came");

    private static void Seen(RecordingProxy proxy, WireSocket socket, FrameDirection direction, string[] types) =>
        types.ShouldBeSubsetOf(
            proxy.Frames.Where(frame => frame.Socket == socket && frame.Direction == direction).Select(frame => frame.Type).ToHashSet());
}
