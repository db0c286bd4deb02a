using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Tests;

/// <summary>What is on its way to a session ends with it; the next one starts with nothing under way, and gets everything once.</summary>
public sealed class DeliveryTests : GrainTest
{
    private const int Outcomes = 90;
    private const int MostUnderWay = 64;

    [Fact]
    public async Task A_session_that_took_nothing_holds_nothing_back_from_the_next()
    {
        await LeaveOutcomesAsync();
        VendorPeer silent = await ConnectSilentAsync();
        await TakeAsync(silent, MostUnderWay);
        await silent.DetachAsync();

        VendorPeer next = await ConnectSilentAsync();
        await TakeAsync(next, MostUnderWay);
        await next.HearsNothingAsync();
    }

    [Fact]
    public async Task What_still_waited_for_a_former_session_comes_only_once_to_the_next()
    {
        await LeaveOutcomesAsync();
        await TakeAsync(await ConnectSilentAsync(), MostUnderWay);

        VendorPeer next = await Network.ConnectVendorAsync();
        await TakeAsync(next, Outcomes);
        await next.HearsNothingAsync();
    }

    [Fact]
    public async Task What_a_former_session_took_makes_no_room_for_the_next()
    {
        await LeaveOutcomesAsync();
        VendorPeer former = await ConnectSilentAsync();
        await TakeAsync(former, MostUnderWay);
        VendorPeer next = await ConnectSilentAsync();
        await TakeAsync(next, MostUnderWay);

        int sent = Network.Calls(nameof(IVendorGrain.SentAsync));
        await former.ConfirmAsync(MostUnderWay);
        await Network.CalledAsync(nameof(IVendorGrain.SentAsync), sent);
        await next.HearsNothingAsync();
        await next.ConfirmAsync(1);
        await TakeAsync(next, 1);
        await next.HearsNothingAsync();
    }

    /// <summary>More outcomes than a session takes at once.</summary>
    private async Task LeaveOutcomesAsync()
    {
        VendorPeer vendor = await Network.ConnectVendorAsync();
        for (int i = 0; i < Outcomes; i++)
            await vendor.CreateAsync($"many-{i}");
        await Eventually.BecomesTrueAsync(
            () => Enumerable.Range(0, Outcomes).All(i => Network.Store.Stored($"many-{i}") is not null), "all contexts were stored");
        await vendor.DetachAsync();
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Network.Time.Advance(TimeSpan.FromSeconds(1));
                return Enumerable.Range(0, Outcomes).All(i => Network.Store.Stored($"many-{i}")!.Outcome is not null);
            },
            "all contexts expired");
    }

    private async Task<VendorPeer> ConnectSilentAsync()
    {
        VendorPeer silent = new(Network, SessionId.New()) { ConfirmsSent = false };
        (await silent.AttachAsync(null, null)).ShouldBeOfType<AttachAnswer.Attached>();
        return silent;
    }

    private static async Task TakeAsync(VendorPeer session, int count)
    {
        HashSet<ContextId> told = [];
        for (int i = 0; i < count; i++)
            told.Add((await session.NextAsync<VendorNotice.Decided>()).Context).ShouldBeTrue("each outcome comes once");
    }
}
