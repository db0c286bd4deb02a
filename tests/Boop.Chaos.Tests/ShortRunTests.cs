using Boop.Chaos.Running;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Tests;

/// <summary>A minute of chaos against the built server. Too short to prove anything; long enough to find what is often broken.</summary>
public sealed class ShortRunTests(ITestOutputHelper output)
{
    private const string SeedVariable = "BOOP_CHAOS_SEED";
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_minute_of_chaos_breaks_no_promise()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out int chosen) ? chosen : (int)(TimeProvider.System.GetTimestamp() % 1_000_000);
        output.WriteLine($"{SeedVariable}={seed}");
        RunPlan plan = new(seed, Work, ServerProgram.Boop) { Floor = Floor.Brief };

        Verdict verdict = await new ChaosRun(plan, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        string told = string.Join('\n', verdict.Lines);
        output.WriteLine(told);
        verdict.Exit.ShouldBe(ExitCode.Proved, told);
    }
}
