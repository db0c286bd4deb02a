using System.Reflection;

namespace Boop.Storage.Migrations;

/// <summary>The numbered scripts that make a store's schema, as they are embedded. They go forward only and never change once released.</summary>
internal static class SchemaScripts
{
    /// <summary>The scripts of one database, the first being number 1.</summary>
    /// <param name="folder">Where they lie below this room.</param>
    public static IReadOnlyList<string> Read(string folder)
    {
        Assembly assembly = typeof(SchemaScripts).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith($"Boop.Storage.{folder}.", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                    return reader.ReadToEnd();
                }),
        ];
    }
}
