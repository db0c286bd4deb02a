using Boop.Gateway.Tests.Fakes;
using Boop.Testing;

namespace Boop.Gateway.Tests.Network;

/// <summary>One vendor with one scanner in the real network, and the gateway's sockets to both.</summary>
internal sealed class World(RealNetwork network, WorldCredentials credentials, WorldGrains grains) : InMemoryEdge(credentials, grains, network.Clock)
{
    public OutageStore Store => network.Store;

    public WorldGrains Grains => grains;

    /// <summary>Everything that sessions have handed on is in the vendor's grain.</summary>
    public Task SettleAsync() => Cap.Within(grains.Vendor.WakeAsync([]), "the vendor's grain took its turn");

    public override async ValueTask DisposeAsync()
    {
        Store.IsDown = false;
        await base.DisposeAsync();
        grains.References.ShouldBe(0, "An observer was not let go of.");
    }
}
