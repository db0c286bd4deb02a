using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Boop.Server.Faults;

namespace Boop.Server.Node;

/// <summary>Where a node of a cluster listens for its peers, and by what they reach it.</summary>
internal sealed record PeerEndpoint(IPEndPoint Listening, IPEndPoint Advertised)
{
    /// <exception cref="UsageException">The advertised name has no address.</exception>
    public static async Task<PeerEndpoint> FindAsync(PeerOptions options, CancellationToken cancellationToken)
    {
        IPAddress address = await ResolveAsync(options.Host, cancellationToken);
        int port = options.SiloPort == 0 ? LoopbackPorts.FindFree() : options.SiloPort;
        // The advertised address alone where it is this machine's; behind a proxy or in a container it may be nobody's here.
        IPAddress listening = IsOwn(address) ? address : address.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        return new PeerEndpoint(new IPEndPoint(listening, port), new IPEndPoint(address, options.AdvertisedPort ?? port));
    }

    private static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
            return literal;
        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(host, cancellationToken);
            if (found.OrderBy(address => address.AddressFamily is AddressFamily.InterNetwork ? 0 : 1).FirstOrDefault() is { } first)
                return first;
        }
        catch (SocketException)
        {
            // No address, then.
        }

        throw new UsageException($"--advertise names {host}, which has no address; correct it, or give an IP address.");
    }

    private static bool IsOwn(IPAddress address) => IPAddress.IsLoopback(address)
        || NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(address));
}
