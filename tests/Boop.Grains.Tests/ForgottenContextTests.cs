using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests;

/// <summary>What the store holds and the owner does not know comes to its end all the same.</summary>
public sealed class ForgottenContextTests : GrainTest
{
    [Fact]
    public async Task A_context_that_only_the_store_knows_expires_and_the_session_comes_back_for_it()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        DateTimeOffset now = Network.Time.GetUtcNow();
        await Network.Store.SlipInAsync(
            new JournalRecord.Accepted(ContextId.Parse("forgotten"), Ask.Payment(), now, now + ContextRules.TimeToLive));

        await PassAsync(() => Network.Store.Stored("forgotten")!.Outcome is Outcome.Expired, "the context expired");

        await vendor.NextAsync<VendorNotice.Lost>();
        VendorPeer next = await Network.ConnectVendorAsync();
        (await next.NextAsync<VendorNotice.Decided>()).Context.Value.ShouldBe("forgotten");
    }

    [Fact]
    public async Task An_expiry_that_is_merely_late_costs_nobody_the_session()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        await vendor.CreateAsync("late");
        await Eventually.BecomesTrueAsync(() => Network.Store.Stored("late") is not null, "the context was stored");
        TaskCompletionSource hold = Network.Store.Hold();
        Network.Time.Advance(TimeSpan.FromSeconds(31));
        for (int sweep = 0; sweep < 10; sweep++)
        {
            Network.Time.Advance(TimeSpan.FromSeconds(2));
            await vendor.HearsNothingAsync();
        }

        hold.SetResult();
        (await vendor.NextAsync<VendorNotice.Decided>()).Outcome.ShouldBeOfType<Outcome.Expired>();
    }

    private Task PassAsync(Func<bool> condition, string what) => Eventually.BecomesTrueAsync(
        () =>
        {
            Network.Time.Advance(TimeSpan.FromSeconds(2));
            return condition();
        },
        what);
}
