using System.Diagnostics;
using System.Text.Json;
using Boop.Client;
using Boop.Scanner;

namespace Boop.EndToEnd.Tests;

public sealed class FirstLightTests
{
    [Fact]
    public async Task A_payment_through_the_sdk_ends_with_user_id_and_email()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "200");
        await using BoopClient client = Clients.CoffeeShop(server);

        AuthenticationOutcome outcome = await client
            .AuthenticateAsync(new PaymentRequest(2500) { Attributes = ["email", "name", "shoe_size"] }, TestContext.Current.CancellationToken)
            .WithinAsync("the payment ended");

        AuthenticationOutcome.Succeeded success = outcome.ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        success.UserId.ShouldStartWith("usr_");
        success.Attributes["email"].ShouldContain("@");
        success.Attributes.Keys.ShouldBe(["email"]);
        success.Withheld.ShouldBe([new Withholding("name", "not_consented"), new Withholding("shoe_size", "not_allowed")], ignoreOrder: true);
    }

    [Fact]
    public async Task One_person_has_another_user_id_at_another_vendor_which_learns_nothing_else()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "100");
        await using BoopClient coffee = Clients.CoffeeShop(server);
        await using BoopClient books = Clients.BookShop(server);
        PaymentRequest request = new(100) { Attributes = ["email"] };

        AuthenticationOutcome.Succeeded first = (await coffee.AuthenticateAsync(request, TestContext.Current.CancellationToken)
            .WithinAsync("the first payment ended")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        AuthenticationOutcome.Succeeded again = (await coffee.AuthenticateAsync(request, TestContext.Current.CancellationToken)
            .WithinAsync("the second payment ended")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();
        AuthenticationOutcome.Succeeded other = (await books.AuthenticateAsync(request, TestContext.Current.CancellationToken)
            .WithinAsync("the other vendor's payment ended")).ShouldBeOfType<AuthenticationOutcome.Succeeded>();

        again.UserId.ShouldBe(first.UserId);
        other.UserId.ShouldNotBe(first.UserId);
        other.Attributes.ShouldBeEmpty();
        other.Withheld.ShouldBe([new Withholding("email", "not_consented")]);
    }

    [Fact]
    public async Task A_context_that_nobody_answers_expires_after_thirty_seconds()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        using RawVendor vendor = await RawVendor.EnterAsync(server);
        long started = Stopwatch.GetTimestamp();
        await vendor.CreateAsync("ctx_123");

        JsonElement expiry = await vendor.NextAsync(TimeSpan.FromSeconds(45));

        expiry.GetRawText().ShouldBe(
            """{"type":"error","error":"Context expired","code":"CONTEXT_EXPIRED","retryable":false,"context_id":"ctx_123"}""");
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(29.9));
    }

    [Fact]
    public async Task Unknown_vendors_and_wrong_keys_are_answered_alike_and_closed()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("demo", folder, null, "--auto-scan", "off");
        foreach (string vendorId in new[] { "ven_abc123", "ven_nobody" })
        {
            using RawVendor vendor = await RawVendor.ConnectAsync(server.VendorSocket);
            long started = Stopwatch.GetTimestamp();
            await vendor.SendAsync($$"""{"type":"authenticate","vendor_id":"{{vendorId}}","api_key":"sk_live_wrong"}""");
            await vendor.CreateAsync("behind-a-refusal");
            (await vendor.NextAsync()).GetRawText().ShouldBe(
                """{"type":"error","error":"Authentication failed","code":"INVALID_CREDENTIALS","retryable":false}""");
            Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(240));
            (await vendor.ReadToCloseAsync()).ShouldBe(4401);
        }

        server.Output.ShouldNotContain("ven_nobody");
        server.Output.ShouldNotContain("sk_live_wrong");
    }

    [Fact]
    public async Task A_stranger_a_refusal_and_a_poor_scan_end_as_the_protocol_says()
    {
        using TemporaryFolder folder = new();
        await using BoopProcess server = await BoopProcess.StartAsync("serve", folder);
        Credentials shop = await Credentials.AddShopAsync(folder);
        await using SimulatedScanner scanner = await shop.ConnectScannerAsync(server);
        await using BoopClient client = shop.Connect(server);

        Task<AuthenticationOutcome> declined = client.AuthenticateAsync(new PaymentRequest(100), TestContext.Current.CancellationToken);
        await scanner.DeclineAsync(await NextAsync(scanner), TestContext.Current.CancellationToken);
        (await declined.WithinAsync("the refusal came")).ShouldBe(new AuthenticationOutcome.Refused("declined"));

        Task<AuthenticationOutcome> unknown = client.AuthenticateAsync(new EntranceRequest(), TestContext.Current.CancellationToken);
        Protocol.Scanner.Offer offer = await NextAsync(scanner);
        (await scanner.ShowPoorAsync(offer, TestContext.Current.CancellationToken)).Outcome.ShouldBe(Protocol.Scanner.ScanOutcome.PoorQuality);
        for (int left = 2; left >= 0; left--)
        {
            Protocol.Scanner.ScanResult result = await scanner.ShowStrangerAsync(offer, TestContext.Current.CancellationToken);
            result.Outcome.ShouldBe(Protocol.Scanner.ScanOutcome.NotRecognised);
            result.AttemptsLeft.ShouldBe(left);
        }

        (await unknown.WithinAsync("the stranger was refused")).ShouldBe(new AuthenticationOutcome.Refused("user_not_found"));
    }

    private static Task<Protocol.Scanner.Offer> NextAsync(SimulatedScanner scanner) =>
        scanner.NextOfferAsync(cancellationToken: TestContext.Current.CancellationToken).WithinAsync("an offer came");
}
