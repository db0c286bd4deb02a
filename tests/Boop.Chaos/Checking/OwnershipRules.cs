using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>G4: one session, and one owner, can change anything.</summary>
internal static class OwnershipRules
{
    /// <summary>How long a session that was replaced may go on until the runner has seen the newcomer's greeting.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a session must live on to have been live when somebody else asked.</summary>
    private static readonly TimeSpan StaysFor = TimeSpan.FromSeconds(2);

    public static IEnumerable<Violation> Check(Dossier dossier)
    {
        foreach (FaultTrace claim in dossier.Faults.Where(fault => fault.Kind is FaultKind.SecondOwner))
        {
            if (IsIgnored(dossier, claim) is { } ignored)
                yield return ignored;
        }

        string[] vendors = [.. dossier.Connections.Values.Where(one => one is { Peer: Peer.Vendor, AdmittedAt: not null }).Select(one => one.Client!).Distinct()];
        foreach (Violation violation in vendors.SelectMany(vendor => CheckSessions(dossier, [.. dossier.SessionsOf(vendor)])))
            yield return violation;
    }

    /// <summary>The owner that was fenced goes on writing, and nobody has claimed the vendor since.</summary>
    private static Violation? IsIgnored(Dossier dossier, FaultTrace claim)
    {
        if (dossier.Store.Epochs.GetValueOrDefault(claim.Target) != claim.Epoch)
            return null;
        TimeSpan after = claim.From + Tolerance.Clock;
        StoreRow? row = dossier.Store.Rows.Values.FirstOrDefault(
            row => row.Vendor == claim.Target && (row.AcceptedAt > after || row.DecidedAt > after || row.SettledAt > after));
        return row is null ? null : new Violation(Promise.G4, $"An owner that was fenced by epoch {claim.Epoch} changed a context after it.", row.DecidedAt ?? row.AcceptedAt)
        {
            Context = row.Context,
            Vendor = claim.Target,
        };
    }

    private static IEnumerable<Violation> CheckSessions(Dossier dossier, ConnectionTrace[] sessions)
    {
        for (int i = 0; i + 1 < sessions.Length; i++)
        {
            ConnectionTrace former = sessions[i];
            ConnectionTrace newcomer = sessions[i + 1];
            // Of two that asked at once it is not sure that they were greeted in the order in which the runner came to see it.
            if (newcomer.AskedAt < former.AdmittedAt)
                continue;
            if (AcceptsAfter(dossier, former, newcomer.AdmittedAt!.Value + Notice) is { } accepted)
                yield return accepted;
            if (IsOutdated(former, newcomer) is { } outdated)
                yield return outdated;
        }
    }

    private static Violation? AcceptsAfter(Dossier dossier, ConnectionTrace former, TimeSpan replaced)
    {
        foreach (Observation.Frame create in former.Frames.Where(frame => frame.Message.Type == "create_context" && frame.At > replaced))
        {
            ContextTrace context = dossier.Contexts[create.Message.ContextId!];
            if (context.Creates.TrueForAll(one => one.Connection == former.Number && one.At > replaced) && dossier.Store.Rows.ContainsKey(context.Id))
            {
                return new Violation(Promise.G4, "A session that had been replaced had a context accepted.", create.At)
                {
                    Context = context.Id,
                    Connection = former.Number,
                };
            }
        }

        return null;
    }

    private static Violation? IsOutdated(ConnectionTrace former, ConnectionTrace newcomer)
    {
        bool isLower = newcomer.Instance is not null && newcomer.Instance == former.Instance && newcomer.Attempt < former.Attempt;
        // Only where the former one was live beyond doubt: it was closed for the newcomer, and for nothing else.
        bool wasLive = former.Farewell is { Message.CloseCode: 4409 } farewell && farewell.At >= newcomer.AskedAt
            && former.IsSound(newcomer.AskedAt.Value - StaysFor, farewell.At);
        return isLower && wasLive
            ? new Violation(Promise.G4, $"Attempt {newcomer.Attempt} of an instance replaced its live attempt {former.Attempt}.", newcomer.AdmittedAt!.Value)
            {
                Vendor = newcomer.Client,
                Connection = newcomer.Number,
            }
            : null;
    }
}
