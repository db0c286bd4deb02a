using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>
/// G1: nothing is told before it is durable. While the runner holds the store's write lock nothing can become durable, so whatever
/// is said of something that only began under the lock was said too early.
/// </summary>
internal static class DurabilityRules
{
    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        foreach (FaultTrace held in dossier.StoreLocks)
        {
            TimeSpan end = held.To ?? dossier.Until;
            foreach (Observation.Frame frame in Within(dossier, held.From, end))
            {
                if (TooEarly(dossier, frame, held.From) is { } violation)
                    yield return violation;
            }
        }

        foreach (ScanTrace scan in dossier.Scans)
        {
            if (IsForgotten(dossier, scan) is { } violation)
                yield return violation;
        }
    }

    private static IEnumerable<Observation.Frame> Within(Dossier dossier, TimeSpan from, TimeSpan to) => dossier.Connections.Values
        .SelectMany(connection => connection.Frames)
        .Where(frame => frame.Heading is Heading.ToClient && frame.At > from && frame.At < to);

    private static Violation? TooEarly(Dossier dossier, Observation.Frame frame, TimeSpan heldFrom) => frame.Message.Type switch
    {
        "scan_result" => OfScan(dossier, frame, heldFrom),
        "offer" => OfOffer(dossier, frame, heldFrom),
        "context_update" => OfUpdate(dossier, frame, heldFrom),
        "auth_result" or "error" => OfOutcome(dossier, frame, heldFrom),
        _ => null,
    };

    private static Violation? OfScan(Dossier dossier, Observation.Frame frame, TimeSpan heldFrom)
    {
        string offer = frame.Message.Text("offer_id")!;
        ScanTrace? scan = dossier.ContextOf(offer)?.Scans.Find(one => one.Offer == offer && one.Attempt == frame.Message.Number("attempt"));
        bool isDurable = frame.Message.Text("outcome") is "accepted" or "not_recognised";
        return isDurable && scan?.Sent.Count > 0 && scan.Sent[0].At > heldFrom
            ? Of(dossier.ContextOf(offer)!.Id, frame, $"A scan was answered {frame.Message.Text("outcome")} while nobody could write to the store.")
            : null;
    }

    private static Violation? OfOffer(Dossier dossier, Observation.Frame frame, TimeSpan heldFrom)
    {
        ContextTrace? context = dossier.ContextOf(frame.Message.Text("offer_id")!);
        return context?.Creates.Count > 0 && context.Creates[0].At > heldFrom
            ? Of(context.Id, frame, "It was offered to a scanner, though it was asked while nobody could write to the store.")
            : null;
    }

    private static Violation? OfUpdate(Dossier dossier, Observation.Frame frame, TimeSpan heldFrom)
    {
        ContextTrace? context = frame.Message.ContextId is { } id ? dossier.Contexts.GetValueOrDefault(id) : null;
        return context?.Creates.Count > 0 && context.Creates[0].At > heldFrom
            ? Of(context.Id, frame, $"It was told as {frame.Message.Text("state")}, though it was asked while nobody could write to the store.")
            : null;
    }

    private static Violation? OfOutcome(Dossier dossier, Observation.Frame frame, TimeSpan heldFrom)
    {
        if (ToldOutcome.Of(frame) is not { } told || frame.Message.ContextId is not { } context)
            return null;
        TimeSpan? decidedAt = told.DecidedAt is { } at ? dossier.Clock.FromUtc(at) : dossier.Store.Rows.GetValueOrDefault(context)?.DecidedAt;
        return decidedAt > heldFrom + Tolerance.Clock
            ? Of(context, frame, $"The outcome {told.Kind} was decided and told while nobody could write to the store.")
            : null;
    }

    /// <summary>A scan that was accepted has decided its context.</summary>
    private static Violation? IsForgotten(Dossier dossier, ScanTrace scan)
    {
        Observation.Frame? accepted = scan.Answers.Find(answer => answer.Message.Text("outcome") == "accepted");
        if (accepted is null || accepted.At >= dossier.Store.At || dossier.ContextOf(scan.Offer) is not { } context)
            return null;
        StoreRow? row = dossier.Store.Rows.GetValueOrDefault(context.Id);
        return row?.Outcome is "succeeded" or "failed"
            ? null
            : Of(context.Id, accepted, $"A scan was accepted and the store has {row?.Outcome ?? "no outcome"}.");
    }

    private static Violation Of(string context, Observation.Frame frame, string says) =>
        new(Promise.G1, says, frame.At) { Context = context, Connection = frame.Connection };
}
