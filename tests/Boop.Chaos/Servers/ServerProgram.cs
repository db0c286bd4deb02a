namespace Boop.Chaos.Servers;

/// <summary>Which server is put to the test: an executable and what it is started with.</summary>
/// <param name="Path">The executable.</param>
/// <param name="Arguments">What stands before the address and the data folder.</param>
internal sealed record ServerProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>The built <c>boop</c> of the runner's own configuration.</summary>
    public static ServerProgram Boop => new(Built("Boop.Server", "boop"), ["serve"]);

    /// <summary>The same server over one faulty part.</summary>
    public static ServerProgram Faulty(string bug) => new(Built("Boop.Chaos.Server", "Boop.Chaos.Server"), [bug]);

    private static string Built(string project, string executable)
    {
        DirectoryInfo configuration = new(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string path = System.IO.Path.Combine(configuration.Parent!.Parent!.FullName, project, configuration.Name, executable);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in this configuration; build it.", path);
    }
}
