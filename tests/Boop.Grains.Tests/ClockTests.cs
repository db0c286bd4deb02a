using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>A step of the host's clock moves nothing on a running server.</summary>
public sealed class ClockTests : GrainTest
{
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task No_deadline_moves_when_the_wall_clock_jumps_by_a_minute(int seconds)
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("steady");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("steady") is not null, "the context was stored");
        Network.Time.Step(TimeSpan.FromSeconds(seconds));
        Network.Time.Advance(TimeSpan.FromMilliseconds(29_999));
        await vendor.LookAsync("steady");
        (await vendor.NextAsync<VendorNotice.Updated>()).ExpiresInMs.ShouldBe(1);

        Network.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Expired>();
    }

    [Fact]
    public async Task A_claim_that_is_answered_late_does_not_set_its_owners_clock_back()
    {
        TaskCompletionSource claim = Network.Store.HoldClaims();
        Task<VendorPeer> connecting = Network.ConnectVendorAsync();
        await Eventually.BecomesTrueAsync(() => Network.Store.Claims > 0, "the vendor was claimed");
        Network.Time.Advance(TimeSpan.FromSeconds(2));
        claim.SetResult();
        VendorPeer vendor = await connecting;

        await vendor.CreateAsync("prompt");

        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("prompt") is not null, "the context was stored");
        Network.Store.Stored("prompt")!.AcceptedAt.ShouldBe(Network.Time.GetUtcNow());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task No_window_is_refilled_or_prolonged_when_the_wall_clock_jumps_by_a_minute(int seconds)
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < ContextRules.ContextsPerWindow; i++)
        {
            await vendor.CreateAsync($"c{i}");
            await vendor.LookAsync($"c{i}");
        }

        // A look is answered once the context is durable: nothing is under way that time could make late.
        for (int i = 0; i < ContextRules.ContextsPerWindow; i++)
            await vendor.NextAsync<VendorNotice.Updated>();
        Network.Time.Advance(TimeSpan.FromSeconds(10));
        Network.Time.Step(TimeSpan.FromSeconds(seconds));

        await vendor.CreateAsync("one-more");

        VendorNotice.Refused refused = await vendor.NextAsync<VendorNotice.Refused>();
        refused.Refusal.Code.ShouldBe(RefusalCode.RateLimited);
        refused.Refusal.RetryAfterMs.ShouldBe(50_000);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task Outcomes_are_kept_for_five_minutes_when_the_wall_clock_jumps_by_a_minute(int seconds)
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("kept");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("kept") is not null, "the context was stored");
        await vendor.CancelAsync("kept");
        await vendor.NextAsync<VendorNotice.Decided>();
        Network.Time.Step(TimeSpan.FromSeconds(seconds));
        Network.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await vendor.HearsNothingAsync();
        Network.Store.Stored("kept")!.IsSettled.ShouldBeFalse();
        Network.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("kept")!.IsSettled, "the outcome was settled");
    }
}
