namespace Boop.Architecture.Tests.Source;

/// <summary>The tree as it lies on the disk, without what is built, installed or ignored.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, by its path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> SourceFiles { get; } =
        [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))];

    public static string FullPath(string file) => Path.Combine(Root, file);

    public static string[] Lines(string file) => File.ReadAllLines(FullPath(file));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Boop.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No folder above the tests holds Boop.slnx.");
    }

    private static IEnumerable<string> Walk(string root)
    {
        string[] ignored = [.. File.ReadLines(Path.Combine(root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'))];
        Stack<string> folders = new([root]);
        while (folders.TryPop(out string? folder))
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (Path.GetFileName(file) != ".git")
                    yield return Path.GetRelativePath(root, file).Replace('\\', '/');
            }

            foreach (string inner in Directory.EnumerateDirectories(folder))
            {
                string name = Path.GetFileName(inner);
                if (name != ".git" && !ignored.Contains(name))
                    folders.Push(inner);
            }
        }
    }
}
