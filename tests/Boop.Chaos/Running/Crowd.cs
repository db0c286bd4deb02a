using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Scanners;
using Boop.Chaos.Servers;
using Boop.Chaos.Vendors;

namespace Boop.Chaos.Running;

/// <summary>Everybody who takes part, each with a chance of its own.</summary>
internal sealed class Crowd(Census census, Site site, Phases phases, int seed)
{
    private static readonly AckHabit[] Habits = [AckHabit.AtOnce, AckHabit.Late, AckHabit.Sometimes, AckHabit.Never];
    private static readonly int[] Capacities = [1, 2, 4];

    private readonly PalmShelf _shelf = new(seed);

    public Task RunAsync() => Task.WhenAll(
    [
        .. census.Sdk.Select(vendor => new SdkVendor(vendor, site, phases, Dice(vendor.Id)).RunAsync()),
        .. census.Bare.Select((vendor, index) => new BareVendor(vendor, Habits[index % Habits.Length], site, phases, Dice(vendor.Id)).RunAsync()),
        .. census.Greedy.Select(vendor => new GreedyVendor(vendor, site, phases, Dice(vendor.Id)).RunAsync()),
        .. census.Flooding.Select(vendor => new FloodingVendor(vendor, site, phases, Dice(vendor.Id)).RunAsync()),
        .. census.All.SelectMany(vendor => vendor.Scanners).Select(RunAsync),
    ]);

    private Task RunAsync(ScannerAccount scanner, int index)
    {
        int capacity = Capacities[index % Capacities.Length];
        return index % 2 == 0
            ? new SdkScanner(scanner, capacity, _shelf, site, phases, Dice(scanner.Id)).RunAsync()
            : new BareScanner(scanner, capacity, _shelf, site, phases, Dice(scanner.Id)).RunAsync();
    }

    private Dice Dice(string actor) => new(seed, actor);
}
