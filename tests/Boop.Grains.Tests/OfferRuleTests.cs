using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>Which context is on which screen, and what a scanner that is wrong about it is told.</summary>
public sealed class OfferRuleTests : GrainTest
{
    [Fact]
    public async Task Waiting_contexts_are_offered_oldest_first()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        foreach (string context in new[] { "first", "second", "third" })
        {
            await vendor.CreateAsync(context, Ask.Payment() with { Description = context });
            await vendor.HearsNothingAsync();
            Network.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        ScannerPeer scanner = await Network.ConnectScannerAsync(capacity: 3);
        List<string?> shown = [];
        for (int i = 0; i < 3; i++)
            shown.Add((await scanner.NextOfferAsync()).Description);
        shown.ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public async Task A_context_with_less_than_three_seconds_left_is_offered_to_nobody()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("old", Ask.Payment() with { Description = "old" });
        await vendor.HearsNothingAsync();
        Network.Time.Advance(TimeSpan.FromMilliseconds(27_001));
        await vendor.CreateAsync("young", Ask.Payment() with { Description = "young" });
        ScannerPeer scanner = await Network.ConnectScannerAsync(capacity: 2);
        (await scanner.NextOfferAsync()).Description.ShouldBe("young");
    }

    [Fact]
    public async Task A_pooled_offer_with_a_hand_over_it_does_not_yield()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync(capacity: 1);
        await vendor.CreateAsync("pooled");
        ScannerOffer pooled = await scanner.NextOfferAsync();
        await scanner.ReportAsync(pooled.Id, OfferReport.Presented);
        ContextProgress seen;
        do
        {
            await vendor.LookAsync("pooled");
            seen = (await vendor.NextAsync<VendorNotice.Updated>()).Progress;
        }
        while (seen is ContextProgress.Offered);
        seen.ShouldBe(ContextProgress.Presented);

        await vendor.CreateAsync("named", Ask.Payment("till-1"));
        await vendor.LookAsync("named");
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Waiting);
        await scanner.ShowAsync(pooled.Id, "ada");
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        (await vendor.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("pooled");
    }

    [Fact]
    public async Task A_report_of_an_offer_that_is_not_on_the_screen_is_answered()
    {
        await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        OfferId unknown = OfferId.New();
        await scanner.ReportAsync(unknown, OfferReport.Declined);
        ScannerNotice.Withdrawn withdrawn = await scanner.NextAsync<ScannerNotice.Withdrawn>();
        withdrawn.Offer.ShouldBe(unknown);
        withdrawn.Reason.ShouldBe(WithdrawalReason.Unknown);
    }

    [Fact]
    public async Task A_lost_message_ends_the_scanners_session_and_its_contexts_wait_again()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("waits");
        ScannerOffer offer = await scanner.NextOfferAsync();
        Task armed = Network.Time.ArmedAsync(TimeSpan.FromSeconds(1));
        scanner.SkipNumber();
        await scanner.ReportAsync(offer.Id, OfferReport.Declined);
        await armed;
        Network.Time.Advance(TimeSpan.FromSeconds(1));
        await scanner.NextAsync<ScannerNotice.Lost>();
        ScannerPeer next = await Network.ConnectScannerAsync();
        (await next.NextOfferAsync()).Id.ShouldNotBe(offer.Id);
    }

    [Fact]
    public async Task A_replaced_session_of_a_scanner_says_nothing_any_more()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer former = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("contested");
        await former.NextOfferAsync();
        ScannerPeer next = await Network.ConnectScannerAsync();
        ScannerOffer offer = await next.NextOfferAsync();
        await former.ReportAsync(offer.Id, OfferReport.Declined);
        await next.ShowAsync(offer.Id, "ada");
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
    }

    [Fact]
    public async Task A_refused_create_takes_no_place_in_the_window()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < 50; i++)
        {
            await vendor.CreateAsync($"refused-{i}", Ask.Payment("no-such-till"));
            await vendor.NextAsync<VendorNotice.Refused>();
        }

        for (int i = 0; i < ContextRules.ContextsPerWindow; i++)
            await vendor.CreateAsync($"c-{i}");
        await vendor.HearsNothingAsync();
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("c-99") is not null, "the hundredth context was let in");
    }

    [Fact]
    public async Task A_refusal_that_could_not_be_written_is_tried_again_before_the_deadline()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("declined");
        ScannerOffer offer = await scanner.NextOfferAsync();
        Network.Store.IsDown = true;
        await scanner.ReportAsync(offer.Id, OfferReport.Declined);
        await Eventually.BecomesTrueAsync(() => Network.Store.FailedAppends > 0, "the refusal could not be written");
        Network.Store.IsDown = false;

        DateTimeOffset deadline = Network.Store.Stored("declined")!.Deadline;
        Task<VendorNotice.Decided> next = vendor.NextAsync<VendorNotice.Decided>();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                if (Network.Time.GetUtcNow() < deadline.AddSeconds(-10))
                    Network.Time.Advance(TimeSpan.FromMilliseconds(200));
                return next.IsCompleted;
            },
            "the refusal was told before the deadline");
        (await next).Outcome.ShouldBeOfType<Outcome.Failed>().Reason.ShouldBe(FailureReason.Declined);
    }
}
