using Boop.Chaos.Evidence;

namespace Boop.Chaos.Checking;

/// <summary>Holds what was seen against every promise.</summary>
internal static class Checker
{
    public static IReadOnlyList<Violation> Check(Dossier dossier) =>
    [
        .. OutcomeRules.Check(dossier)
            .Concat(DurabilityRules.Check(dossier))
            .Concat(ScanRules.Check(dossier))
            .Concat(DeliveryRules.Check(dossier))
            .Concat(SurvivalRules.Check(dossier))
            .Concat(OwnershipRules.Check(dossier))
            .Concat(LimitRules.Check(dossier))
            .Concat(InquiryRules.Check(dossier))
            .Concat(HarmRules.Check(dossier))
            .Concat(ProcessRules.Check(dossier))
            .OrderBy(violation => violation.At),
    ];
}
