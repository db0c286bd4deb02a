using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests;

/// <summary>A cancel is answered with the outcome that won; a look, with what the store confirms.</summary>
public sealed class InquiryTests : GrainTest
{
    [Fact]
    public async Task A_cancel_ends_an_open_context_and_clears_the_screen()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("open");
        ScannerOffer offer = await scanner.NextOfferAsync();

        await vendor.CancelAsync("open", "k1");

        VendorNotice.Decided decided = await vendor.NextAsync<VendorNotice.Decided>();
        decided.Outcome.ShouldBeOfType<Outcome.Cancelled>();
        decided.MessageId.ShouldBe("k1");
        Network.Store.Stored("open")!.Outcome.ShouldBe(decided.Outcome, "what is told is durable");
        ScannerNotice.Withdrawn withdrawn = await scanner.NextAsync<ScannerNotice.Withdrawn>();
        withdrawn.Offer.ShouldBe(offer.Id);
        withdrawn.Reason.ShouldBe(WithdrawalReason.Cancelled);
    }

    [Fact]
    public async Task A_cancel_behind_its_create_finds_the_context_before_it_is_durable()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        TaskCompletionSource hold = Network.Store.Hold();
        await vendor.CreateAsync("fresh");
        await vendor.LookAsync("fresh", "g1");
        await vendor.CancelAsync("fresh", "k1");
        await vendor.HearsNothingAsync();

        hold.SetResult();

        VendorNotice.Updated seen = await vendor.NextAsync<VendorNotice.Updated>();
        seen.MessageId.ShouldBe("g1");
        seen.Progress.ShouldBe(ContextProgress.Waiting);
        (await vendor.NextAsync<VendorNotice.Decided>()).MessageId.ShouldBe("k1");
        Network.Store.Stored("fresh")!.Outcome.ShouldBeOfType<Outcome.Cancelled>();
    }

    [Fact]
    public async Task Each_of_several_cancels_is_answered_with_the_one_outcome()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await AcceptAsync(vendor, "open");
        TaskCompletionSource hold = Network.Store.Hold();
        await vendor.CancelAsync("open", "k1");
        await vendor.CancelAsync("open", "k2");
        hold.SetResult();
        VendorNotice.Decided first = await vendor.NextAsync<VendorNotice.Decided>();
        VendorNotice.Decided second = await vendor.NextAsync<VendorNotice.Decided>();
        first.MessageId.ShouldBe("k1");
        second.MessageId.ShouldBe("k2");
        second.Outcome.ShouldBe(first.Outcome);
        Network.Store.Written.OfType<JournalRecord.Decided>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_cancel_after_the_outcome_is_answered_with_it_settled_or_not()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("paid");
        await scanner.ShowAsync((await scanner.NextOfferAsync()).Id, "ada");
        Outcome outcome = (await vendor.NextAsync<VendorNotice.Decided>()).Outcome;

        await vendor.CancelAsync("paid", "k1");
        VendorNotice.Decided told = await vendor.NextAsync<VendorNotice.Decided>();
        told.MessageId.ShouldBe("k1");
        told.Outcome.ShouldBe(outcome);

        await vendor.AcknowledgeAsync("paid");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("paid")!.IsSettled, "the outcome was settled");
        await vendor.CancelAsync("paid", "k2");
        told = await vendor.NextAsync<VendorNotice.Decided>();
        told.MessageId.ShouldBe("k2");
        told.Outcome.ShouldBeOfType<Outcome.Succeeded>().IsErased.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancel_that_cannot_be_written_is_unavailable_and_may_be_repeated()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await AcceptAsync(vendor, "stuck");
        Network.Store.IsDown = true;
        await vendor.CancelAsync("stuck", "k1");
        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        refused.MessageId.ShouldBe("k1");
        Network.Store.IsDown = false;
        await vendor.CancelAsync("stuck", "k2");
        (await vendor.NextAsync<VendorNotice.Decided>()).MessageId.ShouldBe("k2");
    }

    [Fact]
    public async Task A_context_whose_cancel_cannot_be_written_goes_to_the_scanner_that_came_meanwhile()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await AcceptAsync(vendor, "kept");
        TaskCompletionSource hold = Network.Store.Hold();
        await vendor.CancelAsync("kept");
        await vendor.HearsNothingAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        Network.Store.IsDown = true;
        hold.SetResult();
        (await vendor.NextAsync<VendorNotice.Refused>()).Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        Network.Store.IsDown = false;

        await scanner.ShowAsync((await scanner.NextOfferAsync()).Id, "ada");
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
    }

    [Fact]
    public async Task What_nobody_created_is_not_found_and_not_told_from_memory_alone()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CancelAsync("nothing", "k1");
        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.ContextNotFound);
        refused.MessageId.ShouldBe("k1");
        await vendor.LookAsync("nothing", "g1");
        (await vendor.NextAsync<VendorNotice.Refused>()).Refusal.Code.ShouldBe(RefusalCode.ContextNotFound);

        Network.Store.IsDown = true;
        await vendor.LookAsync("nothing", "g2");
        refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        refused.MessageId.ShouldBe("g2");
    }

    [Fact]
    public async Task A_former_owner_tells_neither_a_state_nor_that_there_is_none()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        await vendor.CreateAsync("open");
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Accepted);
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Waiting);
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await vendor.LookAsync("open", "g1");
        await vendor.NextAsync<VendorNotice.Lost>();

        VendorPeer next = await Network.ConnectVendorAsync();
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await next.CancelAsync("nothing", "k1");
        await next.NextAsync<VendorNotice.Lost>();
    }

    [Fact]
    public async Task A_former_owner_tells_no_progress()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync(wantsProgress: true);
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("open");
        ScannerOffer offer = await scanner.NextOfferAsync();
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Accepted);
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Offered);
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await scanner.ReportAsync(offer.Id, OfferReport.Presented);
        await vendor.NextAsync<VendorNotice.Lost>();
    }

    [Fact]
    public async Task A_look_tells_where_an_open_context_stands()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await AcceptAsync(vendor, "open");
        Network.Time.Advance(TimeSpan.FromSeconds(12));
        await vendor.LookAsync("open", "g1");
        VendorNotice.Updated waiting = await vendor.NextAsync<VendorNotice.Updated>();
        waiting.ShouldBe(new VendorNotice.Updated(ContextId.Parse("open"), ContextProgress.Waiting, 18_000, null, "g1"));

        ScannerPeer scanner = await Network.ConnectScannerAsync();
        ScannerOffer offer = await scanner.NextOfferAsync();
        await vendor.LookAsync("open", "g2");
        (await vendor.NextAsync<VendorNotice.Updated>())
            .ShouldBe(new VendorNotice.Updated(ContextId.Parse("open"), ContextProgress.Offered, 18_000, TerminalId.Parse("till-1"), "g2"));

        await scanner.ShowAsync(offer.Id, "mallory");
        await scanner.NextAsync<ScannerNotice.Answered>();
        await vendor.LookAsync("open", "g3");
        (await vendor.NextAsync<VendorNotice.Updated>()).Progress.ShouldBe(ContextProgress.Retrying);
    }

    [Fact]
    public async Task A_look_at_a_decided_context_tells_the_outcome_and_then_the_state()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await AcceptAsync(vendor, "gone");
        await vendor.CancelAsync("gone");
        await vendor.NextAsync<VendorNotice.Decided>();
        await vendor.AcknowledgeAsync("gone");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("gone")!.IsSettled, "the outcome was settled");

        await vendor.LookAsync("gone", "g1");
        VendorNotice.Decided decided = await vendor.NextAsync<VendorNotice.Decided>();
        decided.MessageId.ShouldBe("g1");
        decided.Outcome.ShouldBeOfType<Outcome.Cancelled>();
        (await vendor.NextAsync<VendorNotice.Updated>())
            .ShouldBe(new VendorNotice.Updated(ContextId.Parse("gone"), ContextProgress.Cancelled, 0, null, "g1"));
    }

    private async Task AcceptAsync(VendorPeer vendor, string context)
    {
        await vendor.CreateAsync(context);
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored(context) is not null, "the context was stored");
        await vendor.LookAsync(context);
        await vendor.NextAsync<VendorNotice.Updated>();
    }
}
