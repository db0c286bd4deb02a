using System.Xml.Linq;

namespace Boop.Architecture.Tests.Source;

/// <summary>A csproj, as far as the rules speak of it.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _xml;

    private ProjectFile(string path)
    {
        Path = path;
        _xml = XDocument.Load(Repository.FullPath(path));
    }

    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => new ProjectFile(file)),
    ];

    /// <summary>The projects under <c>src/</c>.</summary>
    public static IReadOnlyList<ProjectFile> Rooms { get; } =
        [.. All.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal))];

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The name without what all rooms have in common.</summary>
    public string Room => Name.StartsWith("Boop.", StringComparison.Ordinal) ? Name["Boop.".Length..] : Name;

    public string AssemblyName => _xml.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;

    public bool HasSource => Repository.SourceFiles.Any(file => file.StartsWith(Folder, StringComparison.Ordinal));

    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    public IReadOnlyList<string> References =>
        [.. Included("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))];

    /// <summary>Packages that a user of the project gets as well.</summary>
    public IReadOnlyList<string> Packages =>
        [.. _xml.Descendants("PackageReference").Where(item => item.Attribute("PrivateAssets") is null).Select(item => item.Attribute("Include")!.Value)];

    public IReadOnlyList<string> Frameworks => [.. Included("FrameworkReference")];

    public IReadOnlyList<string> CompiledFromElsewhere => [.. Included("Compile").Where(include => include.StartsWith("..", StringComparison.Ordinal))];

    public bool MentionsProperty(string name) => _xml.Descendants(name).Any();

    private IEnumerable<string> Included(string item) =>
        _xml.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
