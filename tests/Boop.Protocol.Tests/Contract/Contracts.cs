using Boop.Protocol.Tests.Vectors;
using Boop.Testing.Contract;

namespace Boop.Protocol.Tests.Contract;

/// <summary>docs/asyncapi.yaml, loaded once for all tests.</summary>
internal static class Contracts
{
    internal static WireContract Written { get; } = WireContract.Load();

    internal static WireContract Closed { get; } = WireContract.LoadClosed();

    internal static WireSocket SocketOf(Vector vector) => vector.Socket == "vendor" ? WireSocket.Vendor : WireSocket.Scanner;
}
