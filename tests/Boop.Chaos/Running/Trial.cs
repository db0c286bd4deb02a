using System.Globalization;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Running;

/// <summary>
/// Puts the checker itself to the test: each planted bug must be caught within a minute for every seed, by the promise that it breaks,
/// and the same seeds without a bug must break nothing.
/// </summary>
internal sealed class Trial(int seeds)
{
    private const string Option = "--planted-bugs";
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(60);

    /// <summary>Null where the command line asks for something else.</summary>
    public static Trial? Read(IReadOnlyList<string> arguments) =>
        arguments is [Option, var text] && int.TryParse(text, CultureInfo.InvariantCulture, out int seeds) && seeds > 0 ? new Trial(seeds) : null;

    /// <summary>Writes a line for each run; true where all went as it must.</summary>
    public async Task<bool> RunAsync(TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        int failed = 0;
        foreach (PlantedBug bug in PlantedBug.All)
        {
            for (int seed = 1; seed <= seeds; seed++)
                failed += await IsCaughtAsync(bug, seed, output, time, cancellationToken) ? 0 : 1;
        }

        for (int seed = 1; seed <= seeds; seed++)
            failed += await IsCleanAsync(seed, output, time, cancellationToken) ? 0 : 1;
        await output.WriteLineAsync(failed == 0
            ? $"All {PlantedBug.All.Count} bugs were caught for all {seeds} seeds, and the same seeds without a bug broke nothing."
            : $"{failed} runs did not end as they must.");
        return failed == 0;
    }

    private static async Task<bool> IsCaughtAsync(PlantedBug bug, int seed, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        RunPlan plan = new(seed, Work, ServerProgram.Faulty(bug.Name)) { Floor = Floor.Brief, Hunts = bug.Breaks };
        Verdict verdict = await new ChaosRun(plan, time).RunAsync(cancellationToken);
        bool isCaught = verdict.Violations.Any(violation => violation.Promise == bug.Breaks);
        string said = verdict.Violations.Count == 0 ? "nothing" : string.Join(", ", verdict.Violations.Select(one => one.Promise).Distinct().Order());
        await output.WriteLineAsync(
            $"{bug.Name}, seed {seed}: {(isCaught ? "caught" : "NOT CAUGHT")}, {said} broken after {verdict.Length.TotalSeconds:0} s; expected {bug.Breaks}.");
        foreach (string line in isCaught ? [] : verdict.Lines)
            await output.WriteLineAsync($"  {line}");
        return isCaught;
    }

    private static async Task<bool> IsCleanAsync(int seed, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        Verdict verdict = await new ChaosRun(new RunPlan(seed, Work, ServerProgram.Boop) { Floor = Floor.Brief }, time).RunAsync(cancellationToken);
        await output.WriteLineAsync($"no bug, seed {seed}: {(verdict.Exit is ExitCode.Proved ? "nothing broken" : "NOT AS IT MUST BE")}, {verdict.Tally.Contexts} contexts.");
        foreach (string line in verdict.Exit is ExitCode.Proved ? [] : verdict.Lines)
            await output.WriteLineAsync($"  {line}");
        return verdict.Exit is ExitCode.Proved;
    }
}
