using Boop.Grains.Contracts;
using Boop.Grains.Directory;

namespace Boop.Grains.Tests;

public sealed class SessionTests : GrainTest
{
    [Fact]
    public async Task The_newest_session_wins()
    {
        VendorPeer first = await Network.ConnectVendorAsync();
        VendorPeer second = await Network.ConnectVendorAsync();

        await first.NextAsync<VendorNotice.Replaced>();
        second.Answer.ShouldBeOfType<AttachAnswer.Attached>();
        await first.CreateAsync("too-late");
        await second.HearsNothingAsync();
        Network.Store.Stored("too-late").ShouldBeNull();
    }

    [Fact]
    public async Task A_lower_attempt_of_the_live_sessions_own_instance_loses()
    {
        VendorPeer later = await Network.ConnectVendorAsync("till", 2);
        VendorPeer earlier = await Network.ConnectVendorAsync("till", 1);
        VendorPeer again = await Network.ConnectVendorAsync("till", 3);

        earlier.Answer.ShouldBeOfType<AttachAnswer.Outdated>();
        again.Answer.ShouldBeOfType<AttachAnswer.Attached>();
        await later.NextAsync<VendorNotice.Replaced>();
    }

    [Fact]
    public async Task A_sixth_takeover_in_a_minute_is_refused_while_the_live_session_lives()
    {
        VendorPeer live = await TakeOverFiveTimesAsync();
        live.AnswersProbes = true;

        VendorPeer refused = await Network.ConnectVendorAsync("sixth");
        Refusal refusal = refused.Answer.ShouldBeOfType<AttachAnswer.Refused>().Refusal;
        refusal.Code.ShouldBe(RefusalCode.RateLimited);
        refusal.RetryAfterMs.ShouldBe(60_000);

        Network.Time.Advance(TimeSpan.FromMilliseconds(refusal.RetryAfterMs!.Value));
        (await Network.ConnectVendorAsync("sixth")).Answer.ShouldBeOfType<AttachAnswer.Attached>();
    }

    [Fact]
    public async Task A_sixth_takeover_succeeds_when_the_live_session_is_silent_for_two_seconds()
    {
        await TakeOverFiveTimesAsync();

        Task<VendorPeer> sixth = Network.ConnectVendorAsync("sixth");
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromMilliseconds(500));
                return sixth.IsCompleted;
            },
            "the newcomer was let in");
        (await sixth).Answer.ShouldBeOfType<AttachAnswer.Attached>();
    }

    [Fact]
    public async Task A_session_that_leaves_while_it_waits_to_be_let_in_pushes_nobody_out()
    {
        VendorPeer live = await TakeOverFiveTimesAsync();
        Task<VendorPeer> sixth = Network.ConnectVendorAsync("sixth");
        await Eventually.BecomesTrueAsync(() => live.Probes > 0, "the live session was asked for a sign of life");
        int attached = Network.Calls(nameof(IVendorGrain.AttachAsync));
        VendorPeer impatient = new(Network, SessionId.New());
        Task<AttachAnswer> waiting = impatient.AttachAsync("process-5", null);
        await Network.CalledAsync(nameof(IVendorGrain.AttachAsync), attached);
        await impatient.DetachAsync();
        await Network.CalledAsync(nameof(IVendorGrain.DetachAsync), before: 0);

        await live.GiveSignOfLifeAsync();

        (await sixth.WithinCapAsync("the sixth was answered")).Answer.ShouldBeOfType<AttachAnswer.Refused>();
        (await waiting.WithinCapAsync("who left was answered")).ShouldBeOfType<AttachAnswer.Refused>();
        await live.HearsNothingAsync();
    }

    [Fact]
    public async Task Reconnecting_refills_no_window_of_messages()
    {
        VendorPeer first = await Network.ConnectVendorAsync();
        for (int i = 0; i < 998; i++)
            await first.SendAsync(VendorCommand.Count.One);
        await first.HearsNothingAsync();
        await first.DetachAsync();

        VendorPeer second = await Network.ConnectVendorAsync();

        Refusal refusal = second.Answer.ShouldBeOfType<AttachAnswer.Refused>().Refusal;
        refusal.Code.ShouldBe(RefusalCode.RateLimited);
        Network.Time.Advance(TimeSpan.FromMilliseconds(refusal.RetryAfterMs!.Value));
        VendorPeer third = await Network.ConnectVendorAsync();
        third.Answer.ShouldBeOfType<AttachAnswer.Attached>().MessageAgesMs.Count.ShouldBeLessThanOrEqualTo(1_000);
    }

    [Fact]
    public async Task A_lost_message_ends_the_session()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        Task armed = Network.Time.ArmedAsync(TimeSpan.FromSeconds(1));
        vendor.SkipNumber();
        await vendor.CreateAsync("after-a-gap");
        await armed;
        Network.Time.Advance(TimeSpan.FromSeconds(1));

        await vendor.NextAsync<VendorNotice.Lost>();
        Network.Store.Stored("after-a-gap").ShouldBeNull();
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_refuses_sessions_for_now_and_never_as_wrong_credentials()
    {
        Network.Store.IsDown = true;
        VendorPeer vendor = await Network.ConnectVendorAsync();
        vendor.Answer.ShouldBeOfType<AttachAnswer.Refused>().Refusal.Code.ShouldBe(RefusalCode.Unavailable);
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromMilliseconds(500));
                return CheckAsync("ven_unknown", "whatever").Result is CredentialAnswer.Unavailable;
            },
            "the directory noticed that the store is down");

        (await CheckAsync("ven_test", "sk_test_right")).ShouldBe(CredentialAnswer.Accepted);
        Network.Store.IsDown = false;
        (await Network.ConnectVendorAsync()).Answer.ShouldBeOfType<AttachAnswer.Attached>();
    }

    [Fact]
    public async Task Credentials_are_checked_against_the_directory()
    {
        (await CheckAsync("ven_test", "sk_test_right")).ShouldBe(CredentialAnswer.Accepted);
        (await CheckAsync("ven_test", "sk_test_wrong")).ShouldBe(CredentialAnswer.Refused);
        (await CheckAsync("ven_unknown", "sk_test_right")).ShouldBe(CredentialAnswer.Refused);
        (await CheckAsync("not an id", "sk_test_right")).ShouldBe(CredentialAnswer.Refused);
    }

    private async Task<CredentialAnswer> CheckAsync(string vendor, string key) =>
        await Network.Credentials.CheckVendorAsync(vendor, key, TestContext.Current.CancellationToken);

    private async Task<VendorPeer> TakeOverFiveTimesAsync()
    {
        VendorPeer live = await Network.ConnectVendorAsync("process-0");
        for (int i = 1; i <= 5; i++)
            live = await Network.ConnectVendorAsync($"process-{i}");
        return live;
    }
}
