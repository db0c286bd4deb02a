using System.Net.Sockets;
using Boop.Testing;

namespace Boop.Gateway.Tests.Fakes;

/// <summary>A client of the gateway behind Kestrel.</summary>
internal sealed class TcpClient(NetworkStream wire) : FrameClient(wire)
{
    /// <summary>Ends this side of the connection; the other may still be read.</summary>
    public void EndSending() => wire.Socket.Shutdown(SocketShutdown.Send);
}
