using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>
/// G1 and G3: a cancel is answered with the outcome that won, a look with the state and the outcome; what is told of a context's progress
/// is true, and comes in order.
/// </summary>
internal static class InquiryRules
{
    private static readonly string[] Terminal = ["succeeded", "failed", "cancelled", "expired"];

    public static IEnumerable<Violation> Check(Dossier dossier) => dossier.Contexts.Values.SelectMany(context => Check(dossier, context)).OfType<Violation>();

    private static IEnumerable<Violation?> Check(Dossier dossier, ContextTrace context) =>
    [
        .. context.Inquiries.Select(inquiry => IsUnanswered(dossier, context, inquiry)),
        .. context.Updates.Select(update => IsUntrue(dossier, context, update)),
        .. context.Updates.Select(update => IsLate(context, update)),
    ];

    private static Violation? IsUnanswered(Dossier dossier, ContextTrace context, Observation.Frame inquiry)
    {
        if (inquiry.PassedAt is not { } read || inquiry.Message.Id is not { } id || context.Vendor is not { } vendor)
            return null;
        ConnectionTrace connection = dossier.Connections[inquiry.Connection];
        if (connection.AdmittedAt is not { } admitted)
            return null;
        TimeSpan from = inquiry.At > admitted ? inquiry.At : admitted;
        TimeSpan due = (read > admitted ? read : admitted) + Tolerance.Delivery;
        if (due > dossier.Until || !connection.IsSound(from, due) || !dossier.IsCalm(from, due) || dossier.IsClaimed(vendor, from, due))
            return null;
        bool isAnswered = connection.Frames.Any(frame => frame.Heading is Heading.ToClient && frame.Message.Id == id && frame.At >= inquiry.At);
        return isAnswered ? null : Of(Promise.G3, context, inquiry, due, $"A {inquiry.Message.Type} was read, and neither answered nor its socket closed.");
    }

    private static Violation? IsUntrue(Dossier dossier, ContextTrace context, Observation.Frame update)
    {
        if (update.At >= dossier.Store.At)
            return null;
        string? state = update.Message.Text("state");
        StoreRow? row = dossier.Store.Rows.GetValueOrDefault(context.Id);
        if (row is null)
            return Of(Promise.G1, context, update, update.At, $"It was told as {state} and is not in the store.");
        return Terminal.Contains(state) && row.Outcome != state
            ? Of(Promise.G1, context, update, update.At, $"It was told as {state} and the store has {row.Outcome ?? "no outcome"}.")
            : null;
    }

    /// <summary>An update that nobody asked for, after the outcome on the same connection, and not its last one.</summary>
    private static Violation? IsLate(ContextTrace context, Observation.Frame update)
    {
        if (update.Message.Id is not null || Terminal.Contains(update.Message.Text("state")))
            return null;
        return context.Told.Exists(told => told.Frame.Connection == update.Connection && told.Frame.At < update.At)
            ? Of(Promise.G1, context, update, update.At, $"It was told as {update.Message.Text("state")} after its outcome.")
            : null;
    }

    private static Violation Of(Promise promise, ContextTrace context, Observation.Frame frame, TimeSpan at, string says) =>
        new(promise, says, at) { Context = context.Id, Connection = frame.Connection };
}
