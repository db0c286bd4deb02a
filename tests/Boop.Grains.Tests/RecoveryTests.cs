using Boop.Storage;
using Boop.Contexts;
using Boop.Contexts.Lifecycle;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

public sealed class RecoveryTests : GrainTest
{
    [Fact]
    public async Task Outcomes_are_sent_again_to_each_session_until_they_are_acknowledged()
    {
        VendorPeer first = await Network.ConnectVendorAsync();
        await DecideAsync(first, "kept");
        await first.NextAsync<VendorNotice.Decided>();
        await first.DetachAsync();

        VendorPeer second = await Network.ConnectVendorAsync();
        VendorNotice.Decided again = await second.NextAsync<VendorNotice.Decided>();
        again.Outcome.ShouldBeOfType<Outcome.Succeeded>().Released.ShouldNotBeEmpty();
        await second.AcknowledgeAsync("kept");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("kept")!.IsSettled, "the outcome was settled");

        VendorPeer third = await Network.ConnectVendorAsync();
        await second.NextAsync<VendorNotice.Replaced>();
        await third.HearsNothingAsync();
        await third.CreateAsync("kept", messageId: "m1");
        VendorNotice.Decided told = await third.NextAsync<VendorNotice.Decided>();
        told.MessageId.ShouldBe("m1");
        told.Outcome.ShouldBeOfType<Outcome.Succeeded>().IsErased.ShouldBeTrue();
        told.Outcome.ShouldBeOfType<Outcome.Succeeded>().Released.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_outcome_that_nobody_acknowledges_is_erased_after_five_minutes()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await DecideAsync(vendor, "old");
        await vendor.NextAsync<VendorNotice.Decided>();

        Network.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await vendor.HearsNothingAsync();
        Network.Store.Stored("old")!.IsSettled.ShouldBeFalse();
        Network.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("old")!.IsSettled, "the outcome was settled");
        Network.Store.Written.OfType<JournalRecord.Settled>().ShouldHaveSingleItem().IsAcknowledged.ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_owner_keeps_deadlines_and_offers_open_contexts_again()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("open");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("open") is not null, "the context was stored");
        DateTimeOffset deadline = Network.Store.Stored("open")!.Deadline;
        Network.Time.Advance(TimeSpan.FromSeconds(10));

        await LoseOwnerAsync(vendor);
        ScannerPeer scanner = await Network.ConnectScannerAsync();

        ScannerOffer offer = await scanner.NextOfferAsync();
        offer.ExpiresInMs.ShouldBe((int)(deadline - Network.Time.GetUtcNow()).TotalMilliseconds);
        VendorPeer next = await Network.ConnectVendorAsync();
        await scanner.ShowAsync(offer.Id, "ada");
        (await next.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("open");
    }

    [Fact]
    public async Task A_context_whose_deadline_passed_while_nobody_owned_it_expires_without_any_client()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("left-behind");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("left-behind") is not null, "the context was stored");
        await LoseOwnerAsync(vendor);

        Network.Time.Advance(TimeSpan.FromSeconds(40));

        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromSeconds(2));
                return Network.Store.Stored("left-behind")!.Outcome is Outcome.Expired;
            },
            "the context expired");
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_woken_keeps_no_other_vendors_contexts_waiting()
    {
        VendorId broken = VendorId.Parse("ven_broken");
        await LeaveBehindAsync(broken, "stuck");
        await LeaveBehindAsync(Network.Vendor, "left-behind");
        Network.Store.Broken = broken;

        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromSeconds(2));
                return Network.Store.Stored("left-behind")!.Outcome is Outcome.Expired;
            },
            "the other vendor's context expired");
        Network.Store.Stored(broken, ContextId.Parse("stuck"))!.Outcome.ShouldBeNull();
    }

    [Fact]
    public async Task An_owner_that_has_been_fenced_changes_nothing_and_ends_its_session()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("contested");
        ScannerOffer offer = await scanner.NextOfferAsync();
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);

        await scanner.ShowAsync(offer.Id, "ada");

        await vendor.NextAsync<VendorNotice.Lost>();
        Network.Store.Stored("contested")!.Outcome.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_decided_while_the_store_cannot_be_written_and_the_expiry_comes_late()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("patient");
        ScannerOffer offer = await scanner.NextOfferAsync();
        Network.Store.IsDown = true;

        await scanner.ShowAsync(offer.Id, "mallory");
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.ShouldBe(new ScanAnswer(ScanVerdict.Unavailable, 3));
        await vendor.CreateAsync("refused");
        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        Network.Time.Advance(TimeSpan.FromSeconds(60));
        await vendor.HearsNothingAsync();

        Network.Store.IsDown = false;
        await vendor.CreateAsync("refused");
        VendorNotice.Decided decided = await EventuallyDecidedAsync(vendor);
        decided.Context.Value.ShouldBe("patient");
        decided.Outcome.ShouldBeOfType<Outcome.Expired>();
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("refused") is not null, "the refused create was taken after the store had healed");
    }

    [Fact]
    public async Task A_refusal_that_could_not_be_written_is_written_when_the_store_heals()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync("declined");
        ScannerOffer offer = await scanner.NextOfferAsync();
        Network.Store.IsDown = true;
        await scanner.ReportAsync(offer.Id, OfferReport.Declined);
        await Eventually.BecomesTrueAsync(() => Network.Store.FailedAppends > 0, "the refusal could not be written");

        Network.Store.IsDown = false;

        (await EventuallyDecidedAsync(vendor)).Outcome.ShouldBeOfType<Outcome.Failed>().Reason.ShouldBe(FailureReason.Declined);
    }

    [Fact]
    public async Task Whoever_repeats_a_create_that_is_late_is_told_so_at_once()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        TaskCompletionSource hold = Network.Store.Hold();
        await vendor.CreateAsync("slow");
        await vendor.HearsNothingAsync();
        Network.Time.Advance(TimeSpan.FromSeconds(5));
        await vendor.NextAsync<VendorNotice.Refused>();

        await vendor.CreateAsync("slow", messageId: "again");

        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.MessageId.ShouldBe("again");
        refused.Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        hold.SetResult();
    }

    [Fact]
    public async Task A_create_that_is_not_durable_within_five_seconds_is_unavailable_and_may_still_happen()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        TaskCompletionSource hold = Network.Store.Hold();
        await vendor.CreateAsync("slow");
        await vendor.HearsNothingAsync();

        Network.Time.Advance(TimeSpan.FromSeconds(5));
        (await vendor.NextAsync<VendorNotice.Refused>()).Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        hold.SetResult();
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("slow") is not null, "the slow commit came through");

        Network.Time.Advance(TimeSpan.FromSeconds(30));
        (await EventuallyDecidedAsync(vendor)).Outcome.ShouldBeOfType<Outcome.Expired>();
    }

    [Fact]
    public async Task Outcomes_follow_at_the_pace_of_the_socket()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < 90; i++)
            await vendor.CreateAsync($"many-{i}");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("many-89") is not null, "all contexts were stored");
        await vendor.DetachAsync();
        Network.Time.Advance(TimeSpan.FromSeconds(31));
        await Eventually.BecomesTrueAsync(
            () => Enumerable.Range(0, 90).All(i => Network.Store.Stored($"many-{i}")!.Outcome is not null), "all contexts expired");

        VendorPeer slow = new(Network, SessionId.New()) { ConfirmsSent = false };
        await slow.AttachAsync(null, null);
        HashSet<string> told = [];
        for (int i = 0; i < 64; i++)
            told.Add((await slow.NextAsync<VendorNotice.Decided>()).Context.Value).ShouldBeTrue();
        await slow.HearsNothingAsync();

        slow.ConfirmsSent = true;
        await slow.ConfirmAsync(64);
        for (int i = 64; i < 90; i++)
            told.Add((await slow.NextAsync<VendorNotice.Decided>()).Context.Value).ShouldBeTrue();
        told.Count.ShouldBe(90);
    }

    /// <summary>A context that is in the store alone, as after a crash.</summary>
    private async Task LeaveBehindAsync(VendorId vendor, string context)
    {
        VendorClaim claim = await Network.Store.ClaimAsync(vendor, TestContext.Current.CancellationToken);
        ContextId id = ContextId.Parse(context);
        JournalRecord accepted = new JournalRecord.Accepted(id, Ask.Payment(), claim.Now, claim.Now.AddSeconds(30));
        (await Network.Store.AppendAsync(vendor, claim.Epoch, [accepted])).ShouldBe(AppendAnswer.Written);
    }

    private async Task DecideAsync(VendorPeer vendor, string context)
    {
        ScannerPeer scanner = await Network.ConnectScannerAsync();
        await vendor.CreateAsync(context);
        ScannerOffer offer = await scanner.NextOfferAsync();
        await scanner.ShowAsync(offer.Id, "ada");
        (await scanner.NextAsync<ScannerNotice.Answered>()).Answer.Verdict.ShouldBe(ScanVerdict.Accepted);
        await scanner.DetachAsync();
    }

    /// <summary>Fences the owner, lets it notice, and sees its session end.</summary>
    private async Task LoseOwnerAsync(VendorPeer vendor)
    {
        await Network.Store.ClaimAsync(Network.Vendor, TestContext.Current.CancellationToken);
        await vendor.CreateAsync("loses");
        await vendor.NextAsync<VendorNotice.Lost>();
    }

    private async Task<VendorNotice.Decided> EventuallyDecidedAsync(VendorPeer vendor)
    {
        Task<VendorNotice.Decided> next = vendor.NextAsync<VendorNotice.Decided>();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromMilliseconds(200));
                return next.IsCompleted;
            },
            "an outcome was sent");
        return await next;
    }
}
