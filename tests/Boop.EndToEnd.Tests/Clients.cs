using Boop.Client;

namespace Boop.EndToEnd.Tests;

/// <summary>The demo's vendors.</summary>
internal static class Clients
{
    public static BoopClient CoffeeShop(BoopProcess server) => Connect(server, "ven_abc123", "sk_live_xyz789");

    public static BoopClient BookShop(BoopProcess server) => Connect(server, "ven_other", "sk_live_other");

    public static BoopClient Connect(BoopProcess server, string vendorId, string key) =>
        new(new BoopClientOptions { Url = server.VendorSocket, VendorId = vendorId, ApiKey = key });
}
