namespace Boop.Dashboard.Tests.Browsing;

/// <summary>
/// Where the pictures of a run go: <c>artifacts/images</c>, or with <c>BOOP_IMAGES=docs</c> the folder that the documents show. Ids and
/// times differ each time, so that a run which was not asked leaves the tree as it is.
/// </summary>
internal static class Pictures
{
    public static string Path(string name) => System.IO.Path.Combine(Folder(), $"{name}.png");

    private static string Folder()
    {
        DirectoryInfo configuration = new(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        DirectoryInfo artifacts = configuration.Parent!.Parent!.Parent!;
        return Environment.GetEnvironmentVariable("BOOP_IMAGES") == "docs"
            ? System.IO.Path.Combine(artifacts.Parent!.FullName, "docs", "images")
            : System.IO.Path.Combine(artifacts.FullName, "images");
    }
}
