using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>G1: exactly one outcome, whatever races; it counts once durable; an expiry is never early.</summary>
internal static class OutcomeRules
{
    public static IEnumerable<Violation> Check(Dossier dossier) =>
        dossier.Contexts.Values.SelectMany(context => Check(context, dossier)).Concat(dossier.Store.Rows.Values.SelectMany(Check));

    private static IEnumerable<Violation> Check(ContextTrace context, Dossier dossier)
    {
        StoreRow? row = dossier.Store.Rows.GetValueOrDefault(context.Id);
        IEnumerable<Violation?> found =
        [
            .. context.Told.Skip(1).Select(told => Differs(context, context.Told[0], told)),
            .. context.Told.Select(told => IsNotStored(context, told, row, dossier.Store.At)),
            .. context.Told.Select(told => IsEarly(context, told)),
            .. context.Told.Select(told => IsUnasked(context, told)),
            .. context.Handed.Select(handed => DiffersFromStore(handed, row, dossier.Store.At)),
        ];
        return found.OfType<Violation>();
    }

    private static Violation? Differs(ContextTrace context, ToldOutcome first, ToldOutcome other) => first.Agrees(other)
        ? null
        : Of(context.Id, other.Frame.At, first.Kind == other.Kind
            ? $"The outcome {first.Kind} was told again with other content."
            : $"Two outcomes were told: {first.Kind} and {other.Kind}.");

    private static Violation? IsNotStored(ContextTrace context, ToldOutcome told, StoreRow? row, TimeSpan readAt)
    {
        if (told.Frame.At >= readAt)
            return null;
        if (row?.Outcome is not { } stored)
            return Of(context.Id, told.Frame.At, $"The outcome {told.Kind} was told and the store has none.");
        bool isSame = stored == told.Kind && row.User == told.User && (stored != "failed" || IsSameReason(told.Reason, row.Reason));
        return isSame ? null : Of(context.Id, told.Frame.At, $"The outcome {told.Kind} {told.Reason} was told and the store has {stored} {row.Reason}.");
    }

    private static Violation? IsEarly(ContextTrace context, ToldOutcome told)
    {
        if (told.Kind != "expired" || context.Creates.Count == 0)
            return null;
        TimeSpan age = told.Frame.At - context.Creates[0].At;
        return age + Tolerance.Clock >= Tolerance.TimeToLive ? null : Of(context.Id, told.Frame.At, $"It expired {age.TotalSeconds:0.00} s after it was asked.");
    }

    private static Violation? IsUnasked(ContextTrace context, ToldOutcome told) =>
        told.Kind == "cancelled" && !context.Inquiries.Exists(inquiry => inquiry.Message.Type == "cancel_context" && inquiry.At < told.Frame.At)
            ? Of(context.Id, told.Frame.At, "It was told as cancelled, and nobody had asked for that.")
            : null;

    private static Violation? DiffersFromStore(Observation.Handed handed, StoreRow? row, TimeSpan readAt) =>
        handed.At < readAt && row?.Outcome != handed.Outcome
            ? Of(handed.Context, handed.At, $"The SDK handed over {handed.Outcome} and the store has {row?.Outcome ?? "no outcome"}.")
            : null;

    private static IEnumerable<Violation> Check(StoreRow row)
    {
        if (row.Deadline - row.AcceptedAt != Tolerance.TimeToLive)
            yield return Of(row.Context, row.AcceptedAt, $"Its deadline lies {(row.Deadline - row.AcceptedAt).TotalSeconds:0.000} s after its acceptance.");
        if (row.Outcome == "expired" && row.DecidedAt < row.Deadline)
            yield return Of(row.Context, row.DecidedAt.Value, $"It was decided as expired {(row.Deadline - row.DecidedAt.Value).TotalSeconds:0.000} s before its deadline.");
    }

    /// <summary>The store has the names of the code, the wire those of the protocol.</summary>
    private static bool IsSameReason(string? told, string? stored) =>
        string.Equals(told?.Replace("_", "", StringComparison.Ordinal), stored, StringComparison.OrdinalIgnoreCase);

    private static Violation Of(string context, TimeSpan at, string says) => new(Promise.G1, says, at) { Context = context };
}
