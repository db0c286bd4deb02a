using System.Globalization;
using Boop.Chaos.Servers;

namespace Boop.Chaos.Running;

/// <summary>Reads the runner's command line.</summary>
internal static class RunOptions
{
    public const string Usage = "Usage: Boop.Chaos [--seed S] [--minutes M] [--server PATH [--bug NAME]] | --planted-bugs SEEDS";

    /// <summary>Null, and the reason, where it cannot be understood.</summary>
    public static RunPlan? Read(IReadOnlyList<string> arguments, out string? fault)
    {
        int seed = 1;
        double minutes = 10;
        string? server = null;
        string? bug = null;
        fault = null;
        for (int i = 0; i < arguments.Count && fault is null; i += 2)
        {
            string? value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            fault = (arguments[i], value) switch
            {
                (_, null) => $"{arguments[i]} needs a value.",
                ("--seed", _) => int.TryParse(value, CultureInfo.InvariantCulture, out seed) ? null : "--seed takes a whole number.",
                ("--minutes", _) => double.TryParse(value, CultureInfo.InvariantCulture, out minutes) && minutes is > 0 and <= 1_440
                    ? null : "--minutes takes a number above 0 and up to 1440.",
                ("--server", _) => File.Exists(server = value) ? null : $"--server names {value}, and there is no such file.",
                ("--bug", _) => (bug = value) is null ? "--bug needs a name." : null,
                _ => $"There is no option {arguments[i]}.",
            };
        }

        if (bug is not null && server is null)
            fault ??= "--bug needs --server: the product has no bugs to choose.";
        return fault is null ? new RunPlan(seed, TimeSpan.FromMinutes(minutes), Program(server, bug)) { Floor = Floor.Full } : null;
    }

    private static ServerProgram Program(string? server, string? bug) => server is null ? ServerProgram.Boop
        : new ServerProgram(Path.GetFullPath(server), bug is null ? ["serve"] : [bug]);
}
