using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

public sealed class AdmissionTests : GrainTest
{
    [Fact]
    public async Task A_hundred_contexts_are_let_in_and_the_next_is_told_truly_when_to_come_back()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < 100; i++)
            await vendor.CreateAsync($"c-{i}");
        await vendor.HearsNothingAsync();
        Network.Time.Advance(TimeSpan.FromSeconds(1));
        await vendor.CreateAsync("one-too-many", messageId: "m");

        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Context.Value.ShouldBe("one-too-many");
        refused.MessageId.ShouldBe("m");
        refused.Refusal.Code.ShouldBe(RefusalCode.RateLimited);
        refused.Refusal.RetryAfterMs.ShouldBe(59_000);

        Network.Time.Advance(TimeSpan.FromMilliseconds(59_000));
        await vendor.CreateAsync("one-too-many");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("one-too-many") is not null, "the context was let in after the wait");
    }

    [Fact]
    public async Task The_window_of_contexts_outlives_its_owner()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < 100; i++)
            await vendor.CreateAsync($"c-{i}");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("c-99") is not null, "all contexts were stored");
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await vendor.AcknowledgeAsync("nothing");
        ScannerPeer scanner = await Network.ConnectScannerAsync(capacity: 1);
        await scanner.ReportAsync((await scanner.NextOfferAsync()).Id, OfferReport.Declined);
        await vendor.NextAsync<VendorNotice.Lost>();

        VendorPeer next = await Network.ConnectVendorAsync();
        await next.CreateAsync("one-too-many");
        (await next.NextAsync<VendorNotice.Refused>()).Refusal.Code.ShouldBe(RefusalCode.RateLimited);
    }

    [Fact]
    public async Task Repeating_a_create_makes_no_second_context_and_costs_nothing()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < 150; i++)
            await vendor.CreateAsync("same");
        await vendor.HearsNothingAsync();
        await vendor.CreateAsync("other");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("other") is not null, "another context was let in");
        Network.Store.Written.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_id_with_other_requirements_conflicts_whether_open_or_long_settled()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("used");
        await vendor.CreateAsync("used", Ask.Payment() with { Amount = 1 });
        (await vendor.NextAsync<VendorNotice.Refused>()).Refusal.Code.ShouldBe(RefusalCode.ContextIdConflict);
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("used") is not null, "the context was stored");
        Network.Time.Advance(TimeSpan.FromSeconds(30));
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Expired>();
        await vendor.AcknowledgeAsync("used");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("used")!.IsSettled, "the outcome was settled");

        await vendor.CreateAsync("used", Ask.Payment() with { Amount = 1 });
        (await vendor.NextAsync<VendorNotice.Refused>()).Refusal.Code.ShouldBe(RefusalCode.ContextIdConflict);
        await vendor.CreateAsync("used");
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Expired>();
    }

    [Fact]
    public async Task A_repeated_create_is_answered_even_when_the_limit_is_reached()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("settled");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("settled") is not null, "the context was stored");
        Network.Time.Advance(TimeSpan.FromSeconds(30));
        await vendor.NextAsync<VendorNotice.Decided>();
        await vendor.AcknowledgeAsync("settled");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("settled")!.IsSettled, "the outcome was settled");
        for (int i = 0; i < 99; i++)
            await vendor.CreateAsync($"c-{i}");
        await vendor.CreateAsync("one-too-many");
        await vendor.NextAsync<VendorNotice.Refused>();

        await vendor.CreateAsync("settled");
        (await vendor.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("settled");
    }

    [Fact]
    public async Task A_terminal_is_busy_when_all_its_places_are_taken_by_contexts_that_name_it()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await Network.ConnectScannerAsync(capacity: 2);
        await vendor.CreateAsync("pooled");
        await vendor.CreateAsync("named-1", Ask.Payment("till-1"));
        await vendor.CreateAsync("named-2", Ask.Payment("till-1"));
        await vendor.CreateAsync("named-3", Ask.Payment("till-1"));

        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Context.Value.ShouldBe("named-3");
        refused.Refusal.Code.ShouldBe(RefusalCode.TerminalBusy);
    }

    [Fact]
    public async Task A_pooled_offer_yields_its_place_to_a_context_that_names_the_terminal()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync(capacity: 1);
        await vendor.CreateAsync("pooled");
        ScannerOffer pooled = await scanner.NextOfferAsync();
        await vendor.CreateAsync("named", Ask.Payment("till-1"));

        ScannerNotice.Withdrawn withdrawn = await scanner.NextAsync<ScannerNotice.Withdrawn>();
        withdrawn.Offer.ShouldBe(pooled.Id);
        withdrawn.Reason.ShouldBe(WithdrawalReason.Yielded);
        ScannerOffer named = await scanner.NextOfferAsync();
        await scanner.ShowAsync(named.Id, "ada");
        (await vendor.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("named");
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        (await scanner.NextOfferAsync()).Id.ShouldNotBe(pooled.Id);
    }

    [Fact]
    public async Task A_payment_must_name_its_terminal_where_the_vendor_has_two_and_does_not_pool_them()
    {
        Network.AddScanner(Network.Till2, "till-2");
        await Network.RefreshAsync();
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("anywhere");
        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.InvalidRequirements);
        refused.Refusal.Field.ShouldBe("terminal_id");

        await vendor.CreateAsync("door", new Requirements(ContextKind.Entrance));
        await vendor.CreateAsync("named", Ask.Payment("till-2"));
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("named") is not null, "a payment at a named till was let in");
        Network.Store.Stored("door").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_pooled_context_that_a_scanner_fails_goes_to_another_and_never_back()
    {
        Network.AddScanner(Network.Till2, "till-2");
        await Network.RefreshAsync();
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer first = await Network.ConnectScannerAsync(Network.Till1);
        await vendor.CreateAsync("door", new Requirements(ContextKind.Entrance));
        await first.ReportAsync((await first.NextOfferAsync()).Id, OfferReport.Failed);
        await first.NextAsync<ScannerNotice.Withdrawn>();

        ScannerPeer second = await Network.ConnectScannerAsync(Network.Till2);
        await second.ShowAsync((await second.NextOfferAsync()).Id, "ada");
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Succeeded>();
    }

    [Fact]
    public async Task A_context_that_names_the_terminal_of_a_scanner_that_fails_ends()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("named", Ask.Payment("till-1"));
        await scanner.ReportAsync((await scanner.NextOfferAsync()).Id, OfferReport.Failed);
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Failed>().Reason.ShouldBe(FailureReason.ScannerFailed);
    }
}
