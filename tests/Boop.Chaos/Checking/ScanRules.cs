using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Checking;

/// <summary>G1: a scan has one answer, and the unrecognised ones of a context are counted for good.</summary>
internal static class ScanRules
{
    public static IEnumerable<Violation> Check(Dossier dossier) =>
        dossier.Scans.Select(scan => HasTwoAnswers(dossier, scan)).Concat(dossier.Contexts.Values.Select(context => IsMiscounted(dossier, context)))
            .OfType<Violation>();

    private static Violation? HasTwoAnswers(Dossier dossier, ScanTrace scan)
    {
        Observation.Frame? other = scan.Answers.Find(answer => Answer(answer) != Answer(scan.Answers[0]));
        return other is null ? null : new Violation(Promise.G1, $"The same scan was answered {Answer(scan.Answers[0])} and {Answer(other)}.", other.At)
        {
            Context = dossier.ContextOf(scan.Offer)?.Id,
            Connection = other.Connection,
        };
    }

    private static Violation? IsMiscounted(Dossier dossier, ContextTrace context)
    {
        // In the order of their counting, which is not that of their answers: the first answer to a scan may be lost, and comes again later.
        Observation.Frame[] unrecognised =
        [
            .. context.Scans.Select(scan => scan.Answers.FirstOrDefault()).OfType<Observation.Frame>()
                .Where(answer => Answer(answer) == "not_recognised").OrderByDescending(Left),
        ];
        for (int i = 1; i < unrecognised.Length; i++)
        {
            if (Left(unrecognised[i]) == Left(unrecognised[i - 1]))
                return Of(context, unrecognised[i], $"Two scans were told that {Left(unrecognised[i])} attempts are left.");
        }

        if (unrecognised.LastOrDefault(answer => answer.At < dossier.Store.At) is not { } last)
            return null;
        StoreRow? row = dossier.Store.Rows.GetValueOrDefault(context.Id);
        // The third one is stored as the outcome.
        long counted = row is { Outcome: "failed", Reason: "UserNotFound" } ? 3 : row?.Unrecognised ?? 0;
        return counted < 3 - Left(last)
            ? Of(context, last, $"{3 - Left(last)} unrecognised scans were told and the store has {counted}.")
            : null;
    }

    private static string? Answer(Observation.Frame frame) => frame.Message.Text("outcome");

    private static long Left(Observation.Frame frame) => frame.Message.Number("attempts_left") ?? 0;

    private static Violation Of(ContextTrace context, Observation.Frame frame, string says) =>
        new(Promise.G1, says, frame.At) { Context = context.Id, Connection = frame.Connection };
}
