using System.Globalization;
using Boop.Chaos.Checking;
using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Stories;

/// <summary>
/// What one needs to understand a violation, and no more: what was said of its context, or on its connection, what became of those
/// connections, which faults touched them, and what the store has.
/// </summary>
internal static class Story
{
    private const int MostLines = 60;
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(3);

    public static IReadOnlyList<string> Tell(Violation violation, Dossier dossier)
    {
        Observation.Frame[] frames = Frames(violation, dossier);
        HashSet<int> connections = [.. frames.Select(frame => frame.Connection)];
        if (violation.Connection is { } shown)
            connections.Add(shown);
        TimeSpan from = (frames.Length == 0 ? violation.At : frames.Min(frame => frame.At)) - Around;
        TimeSpan to = violation.At + Around;
        HashSet<Observation> told = [.. frames];
        string[] lines =
        [
            .. dossier.Log.Where(observation => told.Contains(observation) || Concerns(observation, connections, violation, from, to)).Select(Line),
        ];
        IEnumerable<string> middle = lines.Length <= MostLines ? lines
            : [.. lines[..(MostLines / 2)], $"  … {lines.Length - MostLines} lines", .. lines[^(MostLines / 2)..]];
        return [Head(violation), .. middle, .. Stored(violation, dossier.Store)];
    }

    private static string Head(Violation violation) =>
        $"{violation.Promise}: {violation.Says}"
        + (violation.Context is null ? "" : $" Context {violation.Context}.") + (violation.Vendor is null ? "" : $" Vendor {violation.Vendor}.");

    private static Observation.Frame[] Frames(Violation violation, Dossier dossier) =>
        violation.Context is { } context && dossier.Contexts.TryGetValue(context, out ContextTrace? trace)
            ? [.. trace.Frames]
            : [];

    private static bool Concerns(Observation observation, HashSet<int> connections, Violation violation, TimeSpan from, TimeSpan to) =>
        observation.At >= from && observation.At <= to && observation switch
        {
            Observation.Opened opened => connections.Contains(opened.Connection),
            Observation.Ended ended => connections.Contains(ended.Connection),
            Observation.Frame frame => connections.Contains(frame.Connection) && frame.Message.Type is "authenticate" or "authenticated",
            Observation.FaultBegan began => began.Target.Length == 0 || began.Connection is { } hit && connections.Contains(hit) || began.Target == violation.Vendor,
            Observation.Handed handed => handed.Context == violation.Context,
            Observation.ServerStarted or Observation.ServerReady or Observation.ServerTold or Observation.ServerEnded => true,
            _ => false,
        };

    private static string Line(Observation observation) => Time(observation.At) + " " + (observation switch
    {
        Observation.Opened opened => $"#{opened.Connection} {opened.Peer} opened",
        Observation.Ended ended => $"#{ended.Connection} ended by {ended.By}",
        Observation.Frame frame => $"#{frame.Connection} {(frame.Heading is Heading.ToServer ? "->" : "<-")} {frame.Message}"
            + (frame.PassedAt is null ? " (never passed on)" : ""),
        Observation.FaultBegan began => $"fault {began.Fault}: {began.Kind} {began.Target} {(began.Connection is { } hit ? $"#{hit}" : "")}",
        Observation.FaultEnded ended => $"fault {ended.Fault} is over",
        Observation.ServerStarted started => $"server {started.Life} starts",
        Observation.ServerReady ready => $"server {ready.Life} is ready",
        Observation.ServerTold told => $"server {told.Life} is told to stop",
        Observation.ServerEnded ended => $"server {ended.Life} ended with {ended.ExitCode}",
        Observation.Handed handed => $"{handed.Client} was handed {handed.Outcome}{(handed.IsUnclaimed ? ", unclaimed" : "")}",
        _ => observation.GetType().Name,
    });

    private static IEnumerable<string> Stored(Violation violation, StoreSnapshot store)
    {
        if (violation.Context is not { } context)
            return [];
        return store.Rows.TryGetValue(context, out StoreRow? row)
            ?
            [
                $"  the store, at {Time(store.At).Trim()}: accepted {Time(row.AcceptedAt).Trim()}, deadline {Time(row.Deadline).Trim()}, "
                + (row.DecidedAt is { } decided ? $"{row.Outcome} {row.Reason} at {Time(decided).Trim()}" : "open")
                + (row.IsAcknowledged ? ", acknowledged" : ""),
            ]
            : ["  the store has nothing of it"];
    }

    private static string Time(TimeSpan at) => at.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(10);
}
