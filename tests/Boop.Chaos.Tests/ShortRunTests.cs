using Boop.Chaos.Running;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Tests;

/// <summary>A short run on the real server. The long one is the runner's, and has a higher floor.</summary>
public sealed class ShortRunTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(25);

    /// <summary>About a third of what such a run sees on two cores.</summary>
    private static readonly Floor Least = new(250, 1, 0.5);

    [Fact]
    public async Task Every_promise_is_kept_under_faults()
    {
        int seed = Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"Seed {seed}");
        Verdict verdict = await new ChaosRun(new RunPlan(seed, Work, ServerProgram.Boop) { Floor = Least }, TimeProvider.System)
            .RunAsync(TestContext.Current.CancellationToken);
        string report = string.Join('\n', verdict.Lines);
        output.WriteLine(report);
        verdict.Exit.ShouldBe(ExitCode.Proved, report);
    }
}
