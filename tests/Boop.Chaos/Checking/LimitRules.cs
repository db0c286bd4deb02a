using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>
/// G5: no window of a minute holds more accepted contexts than a vendor is let, whatever its connections and the server went through,
/// and none more messages as long as one process lives.
/// </summary>
internal static class LimitRules
{
    private const int MostAccepted = 100;

    private const int MostMessages = 1_000;

    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        IEnumerable<Violation?> contexts = dossier.Store.Rows.Values.GroupBy(row => row.Vendor)
            .Select(vendor => Exceeds(vendor.Key, [.. vendor.OrderBy(row => row.AcceptedAt)]));
        IEnumerable<Violation?> messages = dossier.Connections.Values.Where(one => one is { Peer: Peer.Vendor, AdmittedAt: not null })
            .GroupBy(one => (Vendor: one.Client!, Life: dossier.LifeAt(one.OpenedAt)))
            .Select(life => Exceeds(life.Key.Vendor, [.. life.SelectMany(Pings).OrderBy(ping => ping.PongAt)]));
        return contexts.Concat(messages).OfType<Violation>();
    }

    /// <summary>Pings that were answered as they should be: from when to when the server may have read each.</summary>
    private static IEnumerable<(TimeSpan PingAt, TimeSpan PongAt)> Pings(ConnectionTrace connection)
    {
        Dictionary<string, TimeSpan> asked = [];
        foreach (Observation.Frame frame in connection.Frames.Where(frame => frame.Message.Id is not null))
        {
            if (frame is { Heading: Heading.ToServer, Message.Type: "ping" })
                asked[frame.Message.Id!] = frame.At;
            else if (frame is { Heading: Heading.ToClient, Message.Type: "pong" } && asked.TryGetValue(frame.Message.Id!, out TimeSpan at))
                yield return (at, frame.At);
        }
    }

    private static Violation? Exceeds(string vendor, (TimeSpan PingAt, TimeSpan PongAt)[] pings)
    {
        for (int i = MostMessages; i < pings.Length; i++)
        {
            if (pings[i].PongAt - pings[i - MostMessages].PingAt < Tolerance.LimitWindow)
                return new Violation(Promise.G5, $"More than {MostMessages} messages were answered within a minute.", pings[i].PongAt) { Vendor = vendor };
        }

        return null;
    }

    private static Violation? Exceeds(string vendor, StoreRow[] accepted)
    {
        for (int i = MostAccepted; i < accepted.Length; i++)
        {
            if (accepted[i].AcceptedAt - accepted[i - MostAccepted].AcceptedAt < Tolerance.LimitWindow)
            {
                return new Violation(Promise.G5, $"More than {MostAccepted} contexts were accepted within a minute.", accepted[i].AcceptedAt)
                {
                    Context = accepted[i].Context,
                    Vendor = vendor,
                };
            }
        }

        return null;
    }
}
