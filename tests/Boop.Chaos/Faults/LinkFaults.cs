using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;
using Boop.Chaos.Vendors;
using Boop.Chaos.Wires;
using Microsoft.Data.Sqlite;

namespace Boop.Chaos.Faults;

/// <summary>What happens to single connections and vendors: always to one that has a context open.</summary>
internal sealed class LinkFaults(Site site, Census census, FaultBook book, Dice dice, CancellationToken stop)
{
    private readonly StoreHand _hand = new(site.Folder, site.Clock);
    private readonly Dictionary<string, VendorAccount> _vendors = census.All.ToDictionary(vendor => vendor.Id);
    private readonly Dictionary<string, string> _vendorOf =
        census.All.SelectMany(vendor => vendor.Scanners.Select(scanner => (scanner.Id, Vendor: vendor.Id)).Append((vendor.Id, Vendor: vendor.Id)))
            .ToDictionary(pair => pair.Id, pair => pair.Vendor);

    public Task DoAsync(FaultKind kind) => kind switch
    {
        FaultKind.Takeover => TakeOverAsync(),
        FaultKind.SecondOwner => ClaimAsync(),
        _ => Link() is { } link ? DoAsync(kind, link) : Task.CompletedTask,
    };

    private async Task DoAsync(FaultKind kind, ChaosLink link)
    {
        int fault = book.Begin(kind, link.Client!, link.Number);
        switch (kind)
        {
            case FaultKind.Cut:
                link.Cut();
                break;
            case FaultKind.Freeze:
                link.Freeze();
                await PauseAsync(dice.Between(0.5, 7));
                link.Thaw();
                break;
            default:
                OpenHalf(link);
                await PauseAsync(dice.Between(1, 14));
                link.Cut();
                break;
        }

        book.End(fault);
    }

    private void OpenHalf(ChaosLink link)
    {
        switch (dice.Below(4))
        {
            case 0:
                link.Deafen(Heading.ToServer);
                break;
            case 1:
                link.Deafen(Heading.ToClient);
                break;
            case 2:
                link.Vanish(ConnectionEnd.Client);
                break;
            default:
                link.Vanish(ConnectionEnd.Server);
                break;
        }
    }

    private async Task TakeOverAsync()
    {
        if (Vendor() is not { } vendor || !site.IsUp)
            return;
        int fault = book.Begin(FaultKind.Takeover, vendor.Id);
        await new Intruder(vendor, site, dice).RunAsync(stop);
        book.End(fault);
    }

    private async Task ClaimAsync()
    {
        if (Vendor() is not { } vendor || !site.IsUp)
            return;
        try
        {
            if (await _hand.ClaimAsync(vendor.Id) is { } epoch)
                book.End(book.Begin(FaultKind.SecondOwner, vendor.Id, epoch: epoch));
        }
        catch (SqliteException)
        {
            // The store is held by somebody else: then there is no second owner this time.
        }
    }

    private VendorAccount? Vendor()
    {
        VendorAccount[] busy = [.. site.Proxy.Open.Vendors.Where(id => !id.Contains("_flood", StringComparison.Ordinal)).Select(id => _vendors[id])];
        return busy.Length == 0 ? null : dice.Of(busy);
    }

    private ChaosLink? Link()
    {
        HashSet<string> busy = [.. site.Proxy.Open.Vendors];
        ChaosLink[] links = [.. site.Proxy.Sound.Where(link => link.Client is { } client && busy.Contains(_vendorOf[client]))];
        return links.Length == 0 ? null : dice.Of(links);
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await site.Clock.PauseAsync(pause, stop);
        }
        catch (OperationCanceledException)
        {
            // Work is over: everything heals.
        }
    }
}
