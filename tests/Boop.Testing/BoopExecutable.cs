using System.Diagnostics;

namespace Boop.Testing;

/// <summary>The built server, as its users start it: <c>artifacts/bin/Boop.Server/CONFIGURATION/boop</c>, of the tests' own configuration.</summary>
public static class BoopExecutable
{
    public static string Path { get; } = Find();

    /// <summary>The server as <c>dotnet publish</c> leaves it, which is what is installed elsewhere.</summary>
    public static string Published => FindPublished();

    /// <summary>How to start one of them: with all three streams taken, and nothing of the tests' own surroundings that changes what it prints.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments, string? path = null)
    {
        ProcessStartInfo start = new(path ?? Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = System.IO.Path.GetTempPath(),
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("BOOP__CLUSTER");
        return start;
    }

    private static string Find()
    {
        DirectoryInfo configuration = new(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string path = System.IO.Path.Combine(configuration.Parent!.Parent!.FullName, "Boop.Server", configuration.Name, "boop");
        return File.Exists(path) ? path : throw new FileNotFoundException("The server is not built in this configuration; build src/Boop.Server.", path);
    }

    private static string FindPublished()
    {
        DirectoryInfo configuration = new(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string artifacts = configuration.Parent!.Parent!.Parent!.FullName;
        string path = System.IO.Path.Combine(artifacts, "publish", "Boop.Server", configuration.Name, "boop");
        return File.Exists(path) ? path : throw new FileNotFoundException("The server is not published; run: dotnet publish src/Boop.Server -c Release", path);
    }
}
