using System.Text.RegularExpressions;
using Boop.Chaos.Checking;
using Boop.Chaos.Evidence;
using Boop.Chaos.Observations;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Running;

/// <summary>What a run saw, in numbers.</summary>
internal sealed partial class Tally(Dossier dossier)
{
    private const int MostComplaints = 10;

    private readonly ILookup<string, StoreRow> _rows = dossier.Store.Rows.Values.ToLookup(row => row.Vendor);

    public int Contexts => dossier.Store.Rows.Count;

    /// <summary>Contexts that should have been decided, and are not.</summary>
    public int Overdue => dossier.Store.Rows.Values.Count(row => row.Outcome is null && row.Deadline + Tolerance.Recovery < dossier.Store.At);

    public IReadOnlyDictionary<FaultKind, int> Faults { get; } =
        Enum.GetValues<FaultKind>().ToDictionary(kind => kind, kind => dossier.Faults.Count(fault => fault.Kind == kind));

    /// <summary>Of the faults, those that came while one that they could harm had a context open, as the store has it.</summary>
    public double ShareWithOpen => dossier.Faults.Count == 0 ? 0 : (double)dossier.Faults.Count(HasOpen) / dossier.Faults.Count;

    public IEnumerable<string> Lines =>
    [
        $"{Contexts} contexts accepted; {string.Join(", ", dossier.Store.Rows.Values.GroupBy(row => row.Outcome ?? "open")
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"))}.",
        $"{dossier.Connections.Count} connections, {dossier.Log.Count} observations, {dossier.Scans.Count} scans, {dossier.Lives.Count} server processes.",
        $"Faults: {string.Join(", ", Faults.Select(fault => $"{fault.Value} {fault.Key}"))}; {ShareWithOpen:P0} with a context open.",
        $"Errors in the server's log: {dossier.Complaints.Count}.",
        .. dossier.Complaints.GroupBy(complaint => Stamp().Replace(complaint.Line, "")).OrderByDescending(kind => kind.Count())
            .Take(MostComplaints).Select(kind => $"  {kind.Count()} × {kind.Key}"),
    ];

    public IEnumerable<string> Below(Floor floor)
    {
        if (Contexts < floor.Contexts)
            yield return $"{Contexts} contexts of at least {floor.Contexts}.";
        foreach ((FaultKind kind, int count) in Faults.Where(fault => fault.Value < floor.FaultsEach))
            yield return $"{count} faults of the kind {kind} of at least {floor.FaultsEach}.";
        if (ShareWithOpen < floor.ShareWithOpen)
            yield return $"{ShareWithOpen:P0} of the faults had a context open, of at least {floor.ShareWithOpen:P0}.";
        if (Overdue > 0)
            yield return $"{Overdue} contexts were open beyond their deadline at the end.";
    }

    /// <summary>When a line of the log was written, and which vendor, scanner or address it names: what is left is its kind.</summary>
    [GeneratedRegex(@"^\S+Z |\b(ven|scn)_[a-z0-9_]+|\b[0-9a-f]{16,}\b")]
    private static partial Regex Stamp();

    private bool HasOpen(FaultTrace fault)
    {
        string vendor = fault.Target;
        if (vendor.StartsWith("scn_", StringComparison.Ordinal))
            vendor = vendor["scn_".Length..vendor.LastIndexOf('_')];
        IEnumerable<StoreRow> rows = vendor.Length == 0 ? dossier.Store.Rows.Values : _rows[vendor];
        return rows.Any(row => row.AcceptedAt < fault.From + Tolerance.Clock && !(row.DecidedAt < fault.From - Tolerance.Clock));
    }
}
