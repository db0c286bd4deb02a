using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>The same scan again gets the same answer, whoever has died meanwhile.</summary>
public sealed class RepeatedScanTests : GrainTest
{
    [Fact]
    public async Task A_scan_that_decided_is_still_accepted_by_a_new_owner_and_a_new_session()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("paid");
        ScannerOffer offer = await scanner.NextOfferAsync();
        await scanner.ShowAsync(offer.Id, "ada");
        ScanAnswer answer = (await scanner.NextAsync<ScannerNotice.Answered>()).Answer;
        answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        await LoseOwnerAsync(vendor);
        await scanner.DetachAsync();
        await ForgetScannerAsync();

        ScannerPeer next = await Network.ConnectScannerAsync();
        await next.ShowAsync(offer.Id, "ada");
        (await next.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(answer);
        await next.ShowAsync(offer.Id, "ada", attempt: 2);
        (await next.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.TooLate);
    }

    [Fact]
    public async Task An_unrecognised_scan_repeated_to_a_new_owner_is_not_counted_again()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("unknown");
        ScannerOffer offer = await scanner.NextOfferAsync();
        await scanner.ShowAsync(offer.Id, "mallory");
        ScanAnswer answer = (await scanner.NextAsync<ScannerNotice.Answered>()).Answer;
        answer.ShouldBe(new ScanAnswer(ScanVerdict.NotRecognised, 2));
        await LoseOwnerAsync(vendor);
        await scanner.DetachAsync();
        await ForgetScannerAsync();

        ScannerPeer next = await Network.ConnectScannerAsync();
        ScannerOffer again = await next.NextOfferAsync();
        await next.ShowAsync(offer.Id, "mallory");
        (await next.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(answer);
        await next.ShowAsync(again.Id, "mallory");
        (await next.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.NotRecognised, 1));
        Network.Store.Stored("unknown")!.Unrecognised.ShouldBe(2);
    }

    [Fact]
    public async Task A_scan_whose_judge_died_is_answered_when_the_next_session_repeats_it()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("orphaned");
        ScannerOffer offer = await scanner.NextOfferAsync();
        TaskCompletionSource hold = Network.Store.Hold();
        await scanner.ShowAsync(offer.Id, "mallory");
        await Eventually.BecomesTrueAsync(() => Network.Store.HeldAppends > 0, "the scan was judged");
        await Network.DeactivateAsync<IVendorGrain>(Network.Vendor.Value);

        ScannerPeer next = await Network.ConnectScannerAsync();
        await next.NextOfferAsync();
        await next.ShowAsync(offer.Id, "mallory");
        (await next.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.TooLate);
        hold.SetResult();
    }

    [Fact]
    public async Task A_scan_that_is_still_judged_is_not_told_too_late_to_whoever_repeats_it()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("slow");
        ScannerOffer offer = await scanner.NextOfferAsync();
        TaskCompletionSource hold = Network.Store.Hold();
        await scanner.ShowAsync(offer.Id, "ada");
        await Eventually.BecomesTrueAsync(() => Network.Store.HeldAppends > 0, "the scan was judged");
        await scanner.DetachAsync();
        await ForgetScannerAsync();

        ScannerPeer next = await Network.ConnectScannerAsync();
        await next.ShowAsync(offer.Id, "ada");
        await Network.CalledAsync(nameof(IVendorGrain.ScanAsync), before: 1);
        hold.SetResult();
        (await next.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Contexts.Outcome.Succeeded>();
    }

    [Fact]
    public async Task Nobody_says_too_late_while_the_store_cannot_tell()
    {
        await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        Network.Store.IsDown = true;
        await scanner.ShowAsync(Contexts.OfferId.New(), "ada");
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Unavailable);
    }

    private async Task LoseOwnerAsync(VendorPeer vendor)
    {
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await vendor.CreateAsync("loses");
        VendorNotice notice;
        do
            notice = await vendor.NextAsync();
        while (notice is not VendorNotice.Lost);
    }

    /// <summary>Ends the scanner's activation, and with it what it remembers.</summary>
    private Task ForgetScannerAsync() => Network.DeactivateAsync<IScannerGrain>(Network.Till1.Value);
}
