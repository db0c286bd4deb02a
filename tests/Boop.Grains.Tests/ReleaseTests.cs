using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;
using Boop.Palms;

namespace Boop.Grains.Tests;

/// <summary>What reaches the vendor of a person is what the directory, the person and the scanner allow.</summary>
public sealed class ReleaseTests : GrainTest
{
    private static readonly AttributeNames Phone = AttributeNames.Parse(["phone"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_consent_given_on_the_screen_counts_where_the_operator_trusts_the_scanner_and_nowhere_else(bool isTrusted)
    {
        Network.AddScanner(Network.Till2, "till-2", isTrusted);
        Network.AddPerson("grace", AttributeNames.None);
        await Network.RefreshAsync();
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync(Network.Till2);
        await vendor.CreateAsync("asked", Ask.Payment("till-2") with { Attributes = AttributeNames.Parse(["email"]) });

        await scanner.ShowAsync((await scanner.NextOfferAsync()).Id, "grace", consents: AttributeNames.Parse(["email"]));

        Outcome.Succeeded success = (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
        success.Released.Select(released => released.Name.Value).ShouldBe(isTrusted ? ["email"] : []);
    }

    [Fact]
    public async Task A_right_palm_is_not_recognised_as_a_left_one()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("hand");
        ScannerOffer offer = await scanner.NextOfferAsync();
        await scanner.ShowAsync(offer.Id, "ada", claimed: Hand.Left);
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.NotRecognised);
    }

    [Fact]
    public async Task What_the_operator_does_not_allow_is_withheld_whatever_the_person_agreed_to()
    {
        Network.AddPerson("grace", AttributeNames.Parse(["email", "name"]));
        Network.AddScanner(Network.Till2, "till-2");
        await Network.RefreshAsync();
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("name", Ask.Payment("till-1") with { Attributes = AttributeNames.Parse(["name"]) });
        await scanner.ShowAsync((await scanner.NextOfferAsync()).Id, "grace");
        Outcome.Succeeded success = (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
        success.Released.ShouldBeEmpty();
        success.Withheld.ShouldBe([new Withholding(AttributeName.Parse("name"), WithholdingReason.NotAllowed)]);
    }

    [Fact]
    public async Task A_person_has_another_id_at_another_vendor()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("here", Ask.Payment() with { Attributes = Phone });
        await scanner.ShowAsync((await scanner.NextOfferAsync()).Id, "ada");
        UserId here = (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>().User;
        Trust.UserIds ids = new(Network.Ring);
        here.Value.ShouldBe(ids.Derive(Network.Vendor.Value, "per_ada"));
        here.Value.ShouldNotBe(ids.Derive("ven_elsewhere", "per_ada"));
    }
}
