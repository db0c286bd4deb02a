using System.Net;
using System.Net.Sockets;

namespace Boop.Server.Node;

/// <summary>Ports of this machine's loopback that nobody uses at the moment; whoever takes one may yet find it taken.</summary>
internal static class LoopbackPorts
{
    public static int FindFree()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
