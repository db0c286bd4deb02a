using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

public sealed class AuthenticationTests : GrainTest
{
    [Fact]
    public async Task A_palm_that_is_recognised_ends_the_context_with_what_the_person_gives()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("first");
        ScannerOffer offer = await scanner.NextOfferAsync();
        offer.Amount.ShouldBe(2_500);
        offer.Currency.ShouldBe("USD");
        offer.VendorName.ShouldBe("Test Shop");

        await scanner.ShowAsync(offer.Id, "ada");

        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        VendorNotice.Decided decided = await vendor.NextAsync<VendorNotice.Decided>();
        Outcome.Succeeded success = decided.Outcome.ShouldBeOfType<Outcome.Succeeded>();
        success.User.Value.ShouldStartWith("usr_");
        success.Released.ShouldBe([new ReleasedValue(AttributeName.Parse("email"), "ada@example.org")]);
        success.Withheld.ShouldBe([new Withholding(AttributeName.Parse("phone"), WithholdingReason.NotConsented)]);
        Network.Store.Stored("first")!.Outcome.ShouldBe(success);
    }

    [Fact]
    public async Task Three_strangers_end_a_context_and_poor_scans_do_not_count()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("strangers");
        ScannerOffer offer = await scanner.NextOfferAsync();

        await scanner.ShowAsync(offer.Id, "mallory", attempt: 1);
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.NotRecognised, 2));
        await scanner.ShowAsync(offer.Id, "mallory", attempt: 2, quality: 5);
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.PoorQuality, 2));
        await scanner.ShowAsync(offer.Id, "mallory", attempt: 3);
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.NotRecognised, 1));
        await scanner.ShowAsync(offer.Id, "mallory", attempt: 1);
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.NotRecognised, 2), "the recorded answer");
        await scanner.ShowAsync(offer.Id, "mallory", attempt: 4);
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.NotRecognised, 0));

        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Failed>().Reason.ShouldBe(FailureReason.UserNotFound);
    }

    [Fact]
    public async Task A_context_that_nobody_answers_expires_after_thirty_seconds_and_not_before()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("lonely");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("lonely") is not null, "the context was stored");

        Network.Time.Advance(TimeSpan.FromMilliseconds(29_999));
        await vendor.HearsNothingAsync();
        Network.Time.Advance(TimeSpan.FromMilliseconds(1));

        VendorNotice.Decided decided = await vendor.NextAsync<VendorNotice.Decided>();
        decided.Context.Value.ShouldBe("lonely");
        decided.Outcome.ShouldBeOfType<Outcome.Expired>();
    }

    [Fact]
    public async Task A_late_scan_cannot_complete_another_context()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync(capacity: 1);
        await vendor.CreateAsync("earlier");
        ScannerOffer earlier = await scanner.NextOfferAsync();
        await scanner.ReportAsync(earlier.Id, OfferReport.Declined);
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Failed>().Reason.ShouldBe(FailureReason.Declined);
        await scanner.NextAsync<ScannerNotice.Withdrawn>();
        await vendor.CreateAsync("later");
        ScannerOffer later = await scanner.NextOfferAsync();

        await scanner.ShowAsync(earlier.Id, "ada");

        ScannerNotice.Answered answered = await scanner.NextAsync<ScannerNotice.Answered>();
        answered.Offer.ShouldBe(earlier.Id);
        answered.Answer.Verdict.ShouldBe(ScanVerdict.TooLate);
        await vendor.HearsNothingAsync();
        await scanner.ReportAsync(later.Id, OfferReport.Declined);
    }

    [Fact]
    public async Task Offers_of_a_scanner_that_drops_are_void_and_the_contexts_wait_for_the_next_session()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer first = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("survivor");
        ScannerOffer lost = await first.NextOfferAsync();
        await first.DetachAsync();

        ScannerPeer second = await Network.ConnectScannerAsync();
        ScannerOffer fresh = await second.NextOfferAsync();
        fresh.Id.ShouldNotBe(lost.Id);
        await second.ShowAsync(lost.Id, "ada");
        (await second.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.TooLate);
        await second.ShowAsync(fresh.Id, "ada");
        (await second.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        (await vendor.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("survivor");
    }
}
