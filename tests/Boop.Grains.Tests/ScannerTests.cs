using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

public sealed class ScannerTests : GrainTest
{
    private static readonly Requirements Entrance = new(ContextKind.Entrance);

    [Fact]
    public async Task A_takeover_that_fails_half_way_leaves_no_context_on_the_former_screen()
    {
        await AddSecondTillAsync();
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer former = await Network.ConnectScannerAsync(Network.Till1);
        await vendor.CreateAsync("door", Entrance);
        ScannerOffer lost = await former.NextOfferAsync();
        ScannerPeer other = await Network.ConnectScannerAsync(Network.Till2);

        Network.Store.IsDown = true;
        ScannerPeer newer = await Network.ConnectScannerAsync(Network.Till1);
        Network.Store.IsDown = false;

        newer.Answer.ShouldBeOfType<ScannerAttachAnswer.Refused>().Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        await former.NextAsync<ScannerNotice.Replaced>();
        (await other.NextOfferAsync()).Id.ShouldNotBe(lost.Id);
    }

    [Fact]
    public async Task A_scanner_that_goes_while_its_vendor_is_claimed_is_gone_after_it()
    {
        TaskCompletionSource claim = Network.Store.HoldClaims();
        ScannerPeer ghost = new(Network, Network.Till1, SessionId.New());
        Task<ScannerAttachAnswer> attaching = ghost.AttachAsync(capacity: 10);
        await Network.CalledAsync(nameof(IVendorGrain.ScannerAttachedAsync), before: 0);
        await ghost.DetachAsync();
        await Network.CalledAsync(nameof(IVendorGrain.ScannerDetachedAsync), before: 0);
        claim.SetResult();
        await attaching.WithinCapAsync("the scanner's attach was answered");

        // As it is gone, what counts is the capacity that the store has, which is one.
        VendorPeer vendor = await Network.ConnectVendorAsync();
        TaskCompletionSource append = Network.Store.Hold();
        await vendor.CreateAsync("first", Ask.Payment("till-1"));
        await vendor.CreateAsync("second", Ask.Payment("till-1"));
        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Context.Value.ShouldBe("second");
        refused.Refusal.Code.ShouldBe(RefusalCode.TerminalBusy);
        append.SetResult();
    }

    [Fact]
    public async Task A_scan_whose_judge_was_lost_is_answered_by_the_next_owner()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("contested");
        ScannerOffer offer = await scanner.NextOfferAsync();
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await scanner.ShowAsync(offer.Id, "ada", attempt: 7);
        await vendor.NextAsync<VendorNotice.Lost>();

        VendorPeer next = await Network.ConnectVendorAsync();

        IReadOnlyList<ScannerNotice> notices = await scanner.TakeAsync(3);
        notices.OfType<ScannerNotice.Withdrawn>().ShouldHaveSingleItem().Offer.ShouldBe(offer.Id);
        ScannerNotice.Answered answered = notices.OfType<ScannerNotice.Answered>().ShouldHaveSingleItem();
        (answered.Offer, answered.Attempt, answered.Answer.Verdict).ShouldBe((offer.Id, 7, ScanVerdict.Unavailable));
        await scanner.ShowAsync(notices.OfType<ScannerNotice.Offered>().ShouldHaveSingleItem().Offer.Id, "ada");
        (await next.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("contested");
    }

    [Fact]
    public async Task A_scanner_that_enters_while_the_owner_changes_keeps_no_offer_of_the_former_one()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("open", Entrance);
        await vendor.LookAsync("open");
        await vendor.NextAsync<VendorNotice.Updated>();
        TaskCompletionSource entering = Network.Store.HoldCapacities();
        ScannerPeer scanner = new(Network, Network.Till1, SessionId.New());
        Task<ScannerAttachAnswer> attaching = scanner.AttachAsync(capacity: 1);
        await Network.CalledAsync(nameof(IScannerGrain.AttachAsync), before: 0);
        await Network.DeactivateAsync<IVendorGrain>(Network.Vendor.Value);
        await Network.ConnectVendorAsync();
        ScannerOffer former = await scanner.NextOfferAsync();
        await Network.DeactivateAsync<IVendorGrain>(Network.Vendor.Value);

        entering.SetResult();

        (await attaching.WithinCapAsync("the scanner was let in")).ShouldBeOfType<ScannerAttachAnswer.Attached>();
        IReadOnlyList<ScannerNotice> notices = await scanner.TakeAsync(2);
        notices.OfType<ScannerNotice.Withdrawn>().ShouldHaveSingleItem().Offer.ShouldBe(former.Id);
        notices.OfType<ScannerNotice.Offered>().ShouldHaveSingleItem().Offer.Id.ShouldNotBe(former.Id);
    }

    [Fact]
    public async Task A_person_who_is_added_while_the_directory_is_read_is_recognised_all_the_same()
    {
        Network.Store.BetweenLoads = () => Network.AddPerson("grace", AttributeNames.Parse(["email"]));
        await AddSecondTillAsync();
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("door", Entrance);

        await scanner.ShowAsync((await scanner.NextOfferAsync()).Id, "grace");

        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
    }

    private async Task AddSecondTillAsync()
    {
        Network.AddScanner(Network.Till2, "till-2");
        await Network.RefreshAsync();
    }
}
