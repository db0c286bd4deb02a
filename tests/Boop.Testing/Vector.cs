using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Boop.Testing;

/// <summary>One line of <c>tests/vectors</c>; its README says what the members mean.</summary>
public sealed partial record Vector(string Name, string Socket, string[] Out)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string? Only { get; init; }

    public string? After { get; init; }

    public VectorStep[] Before { get; init; } = [];

    public string? In { get; init; }

    public string? InHex { get; init; }

    public string? Event { get; init; }

    public int? Close { get; init; }

    public string? CloseReason { get; init; }

    public bool? Decodes { get; init; }

    public byte[]? Frame => In is not null ? Encoding.UTF8.GetBytes(In) : InHex is not null ? Convert.FromHexString(InHex) : null;

    public static IReadOnlyList<Vector> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<Vector>(line, Options)!),
    ];

    /// <summary>Whether what was sent is what the vector says, something standing for each placeholder.</summary>
    public static bool Matches(string expected, string actual) =>
        Regex.IsMatch(actual, $@"\A{Placeholder().Replace(Regex.Escape(expected), "[^\"}]+")}\z");

    public override string ToString() => Name;

    [GeneratedRegex("<[a-z_]+>")]
    private static partial Regex Placeholder();
}
