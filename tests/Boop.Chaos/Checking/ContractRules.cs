using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Testing.Contract;

namespace Boop.Chaos.Checking;

/// <summary>Every message of the server, and every one of the SDKs, is as the published contract says.</summary>
internal static class ContractRules
{
    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        WireContract contract = WireContract.Load();
        foreach (ConnectionTrace connection in dossier.Connections.Values)
        {
            WireSocket socket = connection.Peer is Peer.Scanner ? WireSocket.Scanner : WireSocket.Vendor;
            foreach (Observation.Frame frame in connection.Frames.Where(frame => IsHeld(frame, connection)))
            {
                FrameDirection direction = frame.Heading is Heading.ToServer ? FrameDirection.ToNetwork : FrameDirection.FromNetwork;
                if (contract.CheckFrame(socket, direction, frame.Message.Body) is [string fault, ..])
                    yield return new Violation(Promise.Contract, fault, frame.At) { Connection = connection.Number, Context = frame.Message.ContextId };
            }
        }
    }

    /// <summary>Vendors on bare sockets say wrong things on purpose.</summary>
    private static bool IsHeld(Observation.Frame frame, ConnectionTrace connection) =>
        frame.Message.IsText && (frame.Heading is Heading.ToClient || connection.Peer is Peer.Scanner || connection.Instance?.StartsWith("sdk-", StringComparison.Ordinal) is true);
}
