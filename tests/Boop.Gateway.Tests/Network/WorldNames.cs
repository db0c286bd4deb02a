using Boop.Contexts;
using Boop.Gateway.Tests.Fakes;

namespace Boop.Gateway.Tests.Network;

/// <summary>
/// All worlds say the same names on the wire, and have one network in common. So each has a vendor and a scanner of its own there,
/// under names of its own.
/// </summary>
internal sealed class WorldNames(int number)
{
    public VendorId Vendor { get; } = VendorId.Parse($"{FakeCredentials.Vendor}-{number}");

    public ScannerId Scanner { get; } = ScannerId.Parse($"{FakeCredentials.Scanner}-{number}");

    /// <summary>What stands in the store for a name on the wire.</summary>
    public string InStore(string name) => name switch
    {
        FakeCredentials.Vendor => Vendor.Value,
        FakeCredentials.Scanner => Scanner.Value,
        _ => name,
    };
}
