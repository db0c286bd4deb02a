using Boop.Chaos.Checking;

namespace Boop.Chaos.Running;

/// <summary>How a run ended.</summary>
/// <param name="Seed">The chance that it went by.</param>
/// <param name="Tally">What it saw.</param>
/// <param name="Violations">Promises that were not kept, in the order of time.</param>
/// <param name="Stories">One of each promise that was not kept.</param>
/// <param name="Shortfalls">What it saw too little of.</param>
internal sealed record Verdict(
    int Seed, Tally Tally, IReadOnlyList<Violation> Violations, IReadOnlyList<string> Stories, IReadOnlyList<string> Shortfalls)
{
    /// <summary>How long it lasted until it was judged.</summary>
    public required TimeSpan Length { get; init; }

    public ExitCode Exit => Violations.Count > 0 ? ExitCode.Broken : Shortfalls.Count > 0 ? ExitCode.NotProved : ExitCode.Proved;

    public IEnumerable<string> Lines =>
    [
        .. Stories,
        .. Tally.Lines,
        .. Shortfalls.Select(shortfall => $"Too few: {shortfall}"),
        Exit switch
        {
            ExitCode.Proved => $"PROVED, seed {Seed}: every promise was kept.",
            ExitCode.Broken => $"BROKEN, seed {Seed}: {Violations.Count} violations of {string.Join(", ", Violations.Select(one => one.Promise).Distinct().Order())}.",
            _ => $"NOT PROVED, seed {Seed}: no promise was seen broken, and the run saw too little to prove that they hold.",
        },
    ];
}
