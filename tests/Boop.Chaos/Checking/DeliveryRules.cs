using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>
/// G2 and G3: an outcome is told when it is decided, and again after every authentication until it is acknowledged or five minutes
/// old; until then with its values.
/// </summary>
internal static class DeliveryRules
{
    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        ILookup<string, StoreRow> rows = dossier.Store.Rows.Values.Where(row => row.Outcome is not null).ToLookup(row => row.Vendor);
        foreach (IGrouping<string, StoreRow> vendor in rows)
        {
            ConnectionTrace[] sessions = [.. dossier.SessionsOf(vendor.Key)];
            foreach (StoreRow row in vendor)
            {
                foreach (ConnectionTrace session in sessions)
                {
                    if (IsOwed(dossier, row, session) is { } violation)
                        yield return violation;
                }
            }
        }

        foreach (ContextTrace context in dossier.Contexts.Values)
        {
            if (IsErasedEarly(dossier, context) is { } erased)
                yield return erased;
            if (IsHandedTwice(context) is { } twice)
                yield return twice;
        }
    }

    /// <summary>Whether a session that was sound for long enough was not told what it was owed.</summary>
    private static Violation? IsOwed(Dossier dossier, StoreRow row, ConnectionTrace session)
    {
        TimeSpan admitted = session.AdmittedAt!.Value;
        bool isRedelivery = row.DecidedAt < admitted;
        TimeSpan from = isRedelivery ? admitted : row.DecidedAt!.Value;
        TimeSpan to = from + Tolerance.Delivery;
        if (to > dossier.Until || !session.IsSound(from, to) || !dossier.IsCalm(from, to) || IsOwnerless(dossier, row.Vendor, from, to))
            return null;
        ContextTrace? context = dossier.Contexts.GetValueOrDefault(row.Context);
        if (context is not null && (context.IsAcknowledgedBefore(to) || context.Told.Exists(told => told.Frame.Connection == session.Number)))
            return null;
        TimeSpan since = dossier.LifeOver(from, to)!.StartedAt;
        if ((row.DecidedAt > since ? row.DecidedAt : since) + Tolerance.Redelivery < to)
            return null;
        return isRedelivery
            ? Of(Promise.G2, row, session, to, "An unacknowledged outcome was not told again to a session that was sound for long enough.")
            : Of(Promise.G3, row, session, to, "A decided outcome did not reach the live session.");
    }

    /// <summary>A second owner has claimed the vendor: the session of the first one ends as soon as that is noticed.</summary>
    private static bool IsOwnerless(Dossier dossier, string vendor, TimeSpan from, TimeSpan to) =>
        dossier.IsClaimed(vendor, from - Tolerance.TimeToLive, to);

    private static Violation? IsErasedEarly(Dossier dossier, ContextTrace context)
    {
        ToldOutcome? erased = context.Told.Find(told => told is { IsErased: true } && !context.IsAcknowledgedBefore(told.Frame.At));
        if (erased?.DecidedAt is not { } decided || dossier.Clock.FromUtc(decided) + Tolerance.Redelivery <= erased.Frame.At)
            return null;
        return new Violation(Promise.G2, "Its values were erased before anybody acknowledged it, and before it was five minutes old.", erased.Frame.At)
        {
            Context = context.Id,
            Connection = erased.Frame.Connection,
        };
    }

    /// <summary>What a call was given, the same client does not give out as unclaimed.</summary>
    private static Violation? IsHandedTwice(ContextTrace context)
    {
        Observation.Handed? again = context.Handed.Skip(1)
            .FirstOrDefault(handed => handed.IsUnclaimed && context.Handed.Exists(one => one != handed && one.Client == handed.Client && one.At <= handed.At));
        return again is null ? null : new Violation(Promise.G2, "The SDK handed the same outcome over twice.", again.At) { Context = context.Id };
    }

    private static Violation Of(Promise promise, StoreRow row, ConnectionTrace session, TimeSpan at, string says) =>
        new(promise, says, at) { Context = row.Context, Connection = session.Number, Vendor = row.Vendor };
}
