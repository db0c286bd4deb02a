using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>Of one context updates come in order, then the outcome, then its terminal update.</summary>
public sealed class ProgressTests : GrainTest
{
    [Fact]
    public async Task A_session_that_wants_progress_is_told_each_step_in_order()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("told", messageId: "c1");
        VendorNotice.Updated accepted = await vendor.NextAsync<VendorNotice.Updated>();
        accepted.Progress.ShouldBe(ContextProgress.Accepted);
        accepted.MessageId.ShouldBe("c1");
        Network.Store.Stored("told").ShouldNotBeNull("accepted is said only when durable");
        VendorNotice.Updated offered = await vendor.NextAsync<VendorNotice.Updated>();
        offered.Progress.ShouldBe(ContextProgress.Offered);
        offered.Terminal.ShouldBe(TerminalId.Parse("till-1"));
        offered.MessageId.ShouldBeNull();

        ScannerOffer offer = await scanner.NextOfferAsync();
        await scanner.ReportAsync(offer.Id, OfferReport.Presented);
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Presented);
        await scanner.ShowAsync(offer.Id, "mallory");
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Retrying);
        await scanner.ShowAsync(offer.Id, "ada", attempt: 2);
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Presented);
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Succeeded);
    }

    [Fact]
    public async Task Nothing_is_accepted_before_it_is_durable()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        TaskCompletionSource hold = Network.Store.Hold();
        await vendor.CreateAsync("slow");
        await vendor.HearsNothingAsync();
        hold.SetResult();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Accepted);
    }

    [Fact]
    public async Task A_context_whose_scanner_drops_waits_again()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("dropped");
        await vendor.NextAsync<VendorNotice.Updated>();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Offered);
        await scanner.DetachAsync();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Waiting);
        await Network.ConnectScannerAsync();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Offered);
    }

    [Fact]
    public async Task Progress_that_the_store_cannot_confirm_is_left_out_and_the_outcome_is_not()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("patchy");
        await vendor.NextAsync<VendorNotice.Updated>();
        await vendor.NextAsync<VendorNotice.Updated>();
        ScannerOffer offer = await scanner.NextOfferAsync();
        Network.Store.IsDown = true;
        await scanner.ReportAsync(offer.Id, OfferReport.Presented);
        await scanner.ReportAsync(offer.Id, OfferReport.Declined);
        await Eventually.BecomesTrueAsync(() => Network.Store.FailedAppends > 0, "the refusal could not be written");
        Network.Store.IsDown = false;

        Task<VendorNotice.Decided> decided = vendor.NextAsync<VendorNotice.Decided>();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromMilliseconds(200));
                return decided.IsCompleted;
            },
            "the outcome was sent");
        (await decided).Outcome.ShouldBeOfType<Outcome.Failed>();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Failed);
    }

    [Fact]
    public async Task Redelivered_outcomes_are_followed_by_their_terminal_updates()
    {
        VendorPeer first = await Network.ConnectVendorAsync();
        await first.CreateAsync("again");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("again") is not null, "the context was stored");
        await first.CancelAsync("again");
        await first.NextAsync<VendorNotice.Decided>();
        await first.DetachAsync();

        VendorPeer second = await Network.ConnectVendorAsync(wantsProgress: true);
        (await second.NextAsync<VendorNotice.Decided>()).MessageId.ShouldBeNull();
        (await second.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Cancelled);
    }
}
