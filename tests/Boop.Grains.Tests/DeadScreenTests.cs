using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>A scanner whose session is gone, and of which the vendor's owner was never told: no context waits on its screen.</summary>
public sealed class DeadScreenTests : GrainTest
{
    private static readonly Requirements Entrance = new(ContextKind.Entrance);

    [Fact]
    public async Task A_context_that_is_offered_to_a_dead_screen_waits_again_and_goes_to_the_next_scanner()
    {
        Network.AddScanner(Network.Till2, "till-2");
        await Network.RefreshAsync();
        VendorPeer vendor = await OfferToDeadScreenAsync("door");
        ScannerPeer other = await Network.ConnectScannerAsync(Network.Till2);

        ScannerOffer offer = await other.NextOfferAsync();
        VendorNotice.Updated offered = await vendor.NextAsync<VendorNotice.Updated>();
        (offered.Progress, offered.Terminal).ShouldBe((ContextProgress.Offered, TerminalId.Parse("till-2")));
        await other.ShowAsync(offer.Id, "ada");
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Presented);
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
    }

    [Fact]
    public async Task A_context_that_was_offered_to_a_dead_screen_alone_expires()
    {
        VendorPeer vendor = await OfferToDeadScreenAsync("door");
        Network.Time.Advance(ContextRules.TimeToLive);
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Expired>();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Expired);
    }

    /// <summary>The scanner's activation dies without a word, and the vendor's owner goes on to believe in its session.</summary>
    private async Task<VendorPeer> OfferToDeadScreenAsync(string context)
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        await Network.ConnectScannerAsync(Network.Till1);
        await Network.DeactivateAsync<IScannerGrain>(Network.Till1.Value);

        await vendor.CreateAsync(context, Entrance);

        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Accepted);
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Offered);
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Waiting);
        return vendor;
    }
}
