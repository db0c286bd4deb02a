using System.Net.Sockets;
using Boop.Server.Faults;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.MembershipService;

namespace Boop.Server.Node;

/// <summary>What a start that failed means.</summary>
internal static class StartFault
{
    /// <summary>The silo's own port was taken between being found and being used; another one may be free.</summary>
    public static bool IsSiloPortTaken(Exception fault) => !IsAddressTaken(fault) && Chain(fault).Any(link => link is AddressInUseException);

    /// <summary>The fault as whoever chose the addresses can mend it, or null where it is none of theirs.</summary>
    public static UsageException? Explain(Exception fault, IReadOnlyList<ListenUrl> urls, PeerEndpoint? peers)
    {
        if (peers is not null && IsSiloPortTaken(fault))
            return new UsageException($"{peers.Listening} is in use by another program; stop that, or choose another port for this node's peers with --silo-port.");
        if (Chain(fault).Any(link => link is OrleansClusterConnectivityCheckFailedException))
        {
            return new UsageException(
                $"The other nodes cannot be reached, or do not reach this one at {peers?.Advertised}; correct --advertise, or let the nodes through to one another.");
        }

        string names = string.Join(", ", urls);
        if (IsAddressTaken(fault))
            return new UsageException($"{names} is in use by another program; stop that, or choose another address with --urls.");
        return Chain(fault).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode switch
        {
            SocketError.AccessDenied => new UsageException($"{names} may not be listened on by this user; choose a port above 1023 with --urls."),
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported =>
                new UsageException($"{names} is no address of this machine; choose another with --urls."),
            _ => null,
        };
    }

    // Kestrel says so in an IOException of its own; the silo's listener does not.
    private static bool IsAddressTaken(Exception fault) => Chain(fault).Any(link => link is IOException { InnerException: AddressInUseException });

    private static IEnumerable<Exception> Chain(Exception fault) => fault is AggregateException several
        ? several.Flatten().InnerExceptions.SelectMany(Chain)
        : fault.InnerException is { } inner ? Chain(inner).Prepend(fault) : [fault];
}
