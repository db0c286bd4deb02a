using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Boop.Cluster.Tests.Nodes;

/// <summary>Ports of the loopback.</summary>
internal static class Ports
{
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
