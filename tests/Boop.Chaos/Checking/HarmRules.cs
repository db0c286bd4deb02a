using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;

namespace Boop.Chaos.Checking;

/// <summary>
/// G9: what is wrong with one vendor harms no other. A vendor is refused as unavailable only while the store cannot be written or the vendor
/// itself is claimed by another owner; and the server never finds a fault of its own.
/// </summary>
internal static class HarmRules
{
    /// <summary>How long a create may wait for its commit, and so be refused after the lock that it waited for.</summary>
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(7);

    /// <summary>How long an owner may not have noticed that it is none any more.</summary>
    private static readonly TimeSpan ClaimNotice = Tolerance.TimeToLive;

    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        foreach (ConnectionTrace connection in dossier.Connections.Values)
        {
            foreach (Observation.Frame refusal in connection.Frames.Where(frame => frame.Heading is Heading.ToClient))
            {
                if (Harms(dossier, connection, refusal) is { } violation)
                    yield return violation;
            }
        }

        foreach (Observation.ServerComplained complaint in dossier.Complaints)
            yield return new Violation(Promise.G9, $"The server found a fault of its own: {complaint.Line}", complaint.At);
    }

    private static Violation? Harms(Dossier dossier, ConnectionTrace connection, Observation.Frame refusal)
    {
        return refusal.Message.ErrorCode switch
        {
            "INTERNAL_ERROR" => Of(connection, refusal, "The server answered with a fault of its own."),
            "UNAVAILABLE" when connection is { Peer: Peer.Vendor, Client: { } vendor } && !MayBeUnavailable(dossier, vendor, refusal.At) =>
                Of(connection, refusal, "A vendor was refused as unavailable, though the store could be written."),
            _ => null,
        };
    }

    private static bool MayBeUnavailable(Dossier dossier, string vendor, TimeSpan at) =>
        !dossier.IsCalm(at, at) || dossier.StoreLocks.Any(held => held.Overlaps(at - CommitPatience, at))
        || dossier.IsClaimed(vendor, at - ClaimNotice, at + Tolerance.Clock);

    private static Violation Of(ConnectionTrace connection, Observation.Frame refusal, string says) => new(Promise.G9, says, refusal.At)
    {
        Context = refusal.Message.ContextId,
        Connection = connection.Number,
        Vendor = connection.Client,
    };
}
