using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>G3: every create that was read is answered, and an accepted context survives with its deadline.</summary>
internal static class SurvivalRules
{
    /// <summary>What lies between the server's writing and the runner's reading of an offer.</summary>
    private static readonly TimeSpan OfferDelay = TimeSpan.FromSeconds(4);

    public static IEnumerable<Violation> Check(Dossier dossier) => dossier.Contexts.Values.SelectMany(context => Check(dossier, context))
        .Concat(dossier.Store.Rows.Values.Select(row => IsLate(dossier, row)).OfType<Violation>());

    private static IEnumerable<Violation> Check(Dossier dossier, ContextTrace context)
    {
        StoreRow? row = dossier.Store.Rows.GetValueOrDefault(context.Id);
        IEnumerable<Violation?> found =
        [
            .. context.Creates.Select(create => IsUnanswered(dossier, context, row, create)),
            .. context.Offers.Select(offer => IsMoved(dossier, context, row, offer)),
        ];
        return found.OfType<Violation>();
    }

    private static Violation? IsUnanswered(Dossier dossier, ContextTrace context, StoreRow? row, Observation.Frame create)
    {
        if (create.PassedAt is not { } read)
            return null;
        ConnectionTrace connection = dossier.Connections[create.Connection];
        // What was decided before is answered at once; what is open, when it is decided, and that is at its deadline at the latest.
        TimeSpan due = read + Tolerance.Delivery + (row?.DecidedAt < create.At - Tolerance.Clock ? TimeSpan.Zero : Tolerance.TimeToLive);
        if (due > dossier.Until || connection.AdmittedAt is null || !connection.IsSound(Later(create.At, connection.AdmittedAt.Value), due)
            || !dossier.IsCalm(Later(create.At, connection.AdmittedAt.Value), due))
        {
            return null;
        }

        bool isAnswered = context.Told.Exists(told => IsAnswer(told.Frame, create)) || context.Errors.Exists(error => IsAnswer(error, create));
        return isAnswered ? null : Of(context.Id, create, due, "A create was read, and neither answered nor its socket closed.");
    }

    private static bool IsAnswer(Observation.Frame answer, Observation.Frame create) => answer.Connection == create.Connection && answer.At >= create.At;

    private static Violation? IsMoved(Dossier dossier, ContextTrace context, StoreRow? row, Observation.Frame offer)
    {
        if (offer.At >= dossier.Store.At)
            return null;
        if (row is null)
            return Of(context.Id, offer, offer.At, "It was offered to a scanner and is not in the store.");
        TimeSpan deadline = offer.At + TimeSpan.FromMilliseconds(offer.Message.Number("expires_in_ms") ?? 0);
        TimeSpan moved = deadline - row.Deadline;
        return moved > OfferDelay || moved < -Tolerance.Clock
            ? Of(context.Id, offer, offer.At, $"Its deadline moved by {moved.TotalSeconds:0.00} s: that is what a scanner was told.")
            : null;
    }

    /// <summary>Decided long after the deadline, though a process was up, and the store could be written.</summary>
    private static Violation? IsLate(Dossier dossier, StoreRow row)
    {
        TimeSpan due = row.Deadline + Tolerance.Recovery;
        TimeSpan decided = row.DecidedAt ?? dossier.Store.At;
        if (decided <= due || !dossier.IsCalm(row.Deadline - Tolerance.Recovery, due) || dossier.IsClaimed(row.Vendor, row.Deadline - Tolerance.Recovery, due))
            return null;
        return new Violation(Promise.G3, $"It was {(row.Outcome is null ? "still open" : row.Outcome)} {(decided - row.Deadline).TotalSeconds:0.0} s after its deadline.", decided)
        {
            Context = row.Context,
        };
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static Violation Of(string context, Observation.Frame frame, TimeSpan at, string says) =>
        new(Promise.G3, says, at) { Context = context, Connection = frame.Connection };
}
