using System.Text.Json;

namespace Boop.Protocol.Tests.Vectors;

internal static class VectorFiles
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static IReadOnlyList<Vector> All { get; } = Load();

    private static Vector[] Load() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<Vector>(line, Options)!),
    ];
}
