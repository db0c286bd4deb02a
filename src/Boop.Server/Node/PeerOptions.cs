using System.Net;
using Boop.Server.Faults;

namespace Boop.Server.Node;

/// <summary>Where a node of a cluster meets its peers, as its operator wrote it.</summary>
/// <param name="SiloPort">The port on which it listens for them; 0 for a free one.</param>
/// <param name="Host">By which address or name they reach it.</param>
/// <param name="AdvertisedPort">By which port, where that is another one.</param>
internal sealed record PeerOptions(int SiloPort, string Host, int? AdvertisedPort)
{
    /// <summary>Fixed, so that a firewall can let it through, and a node that is started again takes its own former place at once.</summary>
    public const int DefaultSiloPort = 11_111;

    /// <summary>Peers on this machine alone: nobody else must reach a port that asks for no password.</summary>
    public const string DefaultHost = "127.0.0.1";

    public static PeerOptions Default { get; } = new(DefaultSiloPort, DefaultHost, AdvertisedPort: null);

    /// <summary>Reads HOST, HOST:PORT or [HOST]:PORT.</summary>
    public static PeerOptions Parse(int siloPort, string advertised)
    {
        if (siloPort is < 0 or > IPEndPoint.MaxPort)
            throw new UsageException($"--silo-port takes 1 to {IPEndPoint.MaxPort}, or 0 for a free one.");
        // In this order: an address in brackets is one with whatever port behind it.
        if (IPEndPoint.TryParse(advertised, out IPEndPoint? end) && end.Port > 0)
            return Check(new PeerOptions(siloPort, end.Address.ToString(), end.Port), advertised);
        if (IPAddress.TryParse(advertised, out IPAddress? address))
            return Check(new PeerOptions(siloPort, address.ToString(), AdvertisedPort: null), advertised);
        string[] parts = advertised.Split(':');
        if (parts.Length > 2 || Uri.CheckHostName(parts[0]) is not UriHostNameType.Dns)
            throw Wrong(advertised);
        if (parts.Length == 1)
            return new PeerOptions(siloPort, parts[0], AdvertisedPort: null);
        return ushort.TryParse(parts[1], out ushort port) && port > 0 ? new PeerOptions(siloPort, parts[0], port) : throw Wrong(advertised);
    }

    private static PeerOptions Check(PeerOptions options, string advertised)
    {
        IPAddress address = IPAddress.Parse(options.Host);
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? throw Wrong(advertised) : options;
    }

    private static UsageException Wrong(string advertised) =>
        new($"--advertise {advertised} is nothing by which other nodes reach this one; give ADDRESS or ADDRESS:PORT.");
}
