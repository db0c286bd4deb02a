using System.Diagnostics;

namespace Boop.Testing;

/// <summary>A run of the built <c>boop</c> that came to its end.</summary>
public sealed record BoopRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command to its end.</summary>
    public static Task<BoopRun> OfAsync(params string[] arguments) => WithInputAsync("", arguments);

    /// <summary>Runs a command that reads standard input to its end.</summary>
    public static Task<BoopRun> WithInputAsync(string input, params string[] arguments) => RunAsync(BoopExecutable.StartInfo(arguments), input, arguments);

    /// <summary>Runs a command in an environment of its own to its end.</summary>
    public static Task<BoopRun> WithEnvironmentAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = BoopExecutable.StartInfo(arguments);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return RunAsync(start, "", arguments);
    }

    private static async Task<BoopRun> RunAsync(ProcessStartInfo start, string input, string[] arguments)
    {
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            try
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading.
            }

            await Cap.Within(process.WaitForExitAsync(), $"boop {string.Join(' ', arguments)} ends");
            return new BoopRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
