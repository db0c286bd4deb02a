using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Vendors;

/// <summary>A second connection of a vendor, in every way in which there can be one: it enters, perhaps asks something, and goes.</summary>
internal sealed class Intruder(VendorAccount account, Site site, Dice dice)
{
    /// <summary>Far above any attempt that the SDK counts to: it begins at the milliseconds of today.</summary>
    private const long Later = 4_000_000_000_000;

    private readonly ErrandBook _errands = new(account, dice);

    public async Task RunAsync(CancellationToken stop)
    {
        // Of two that come at the same moment one wins, and it does not matter which.
        if (dice.Happens(0.3))
            await Task.WhenAll(EnterAsync(stop), EnterAsync(stop));
        else
            await EnterAsync(stop);
    }

    private async Task EnterAsync(CancellationToken stop)
    {
        try
        {
            using BareSocket socket = await BareSocket.OpenAsync(site.Proxy.VendorSocket, site.Clock, stop);
            await socket.SendAsync(Authenticate(), stop);
            if (dice.Happens(0.6))
                await socket.SendAsync(_errands.Next($"i{dice.Below(1_000_000)}-").ToCreate(), stop);
            Task<int> reading = socket.ReadAsync(stop).CountAsync(stop).AsTask();
            await Task.WhenAny(reading, site.Clock.PauseAsync(dice.Between(0.1, 2), stop));
            if (dice.Happens(0.5))
                socket.Abort();
            else
                await socket.CloseAsync();
        }
        catch (Exception fault) when (BareSocket.IsGone(fault))
        {
            // It did not get in, or not for long.
        }
    }

    private string Authenticate()
    {
        string head = $$"""{"type":"authenticate","vendor_id":"{{account.Id}}","api_key":"{{account.Key}}" """;
        string own = account.Id.Contains("_sdk", StringComparison.Ordinal) ? $"sdk-{account.Id}" : $"bare-{account.Id}";
        return dice.Below(4) switch
        {
            0 => head + "}",
            1 => head + $",\"instance\":\"other-{dice.Below(10)}\"}}",
            2 => head + $",\"instance\":\"{own}\",\"attempt\":0}}",
            _ => head + $",\"instance\":\"{own}\",\"attempt\":{Later}}}",
        };
    }
}
