using Boop.Testing;

namespace Boop.Server.Tests.Processes;

internal static class BoopRunAssertions
{
    /// <summary>What the caller can cure: exit code 2, one line on standard error that says what, nothing on standard output.</summary>
    public static void ShouldRefuse(this BoopRun run, string saying)
    {
        run.Error.TrimEnd('\n').Split('\n').Length.ShouldBe(1, run.Error);
        run.Error.ShouldStartWith("boop: ");
        run.Error.ShouldContain(saying);
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
    }

    public static System.Text.Json.JsonElement ShouldPrintJson(this BoopRun run)
    {
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.TrimEnd('\n').Split('\n').Length.ShouldBe(1);
        return System.Text.Json.JsonElement.Parse(run.Output);
    }
}
