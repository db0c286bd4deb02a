namespace Boop.Architecture.Tests.Source;

/// <summary>The rooms, which rooms each may use, and which thousand its log events have. A new room is entered here.</summary>
internal static class House
{
    public static IReadOnlyDictionary<string, string[]> MayUse { get; } = new Dictionary<string, string[]>
    {
        ["Protocol"] = [],
        ["Contexts"] = [],
        ["Palms"] = [],
        ["Identity"] = ["Contexts", "Palms"],
        ["Trust"] = ["Contexts"],
        ["Storage"] = ["Contexts", "Identity", "Palms", "Trust"],
        ["Grains"] = ["Contexts", "Identity", "Palms", "Trust", "Storage"],
        ["Gateway"] = ["Protocol", "Contexts", "Grains"],
        ["Api"] = ["Protocol", "Contexts", "Identity", "Grains"],
        ["Dashboard"] = ["Contexts", "Identity", "Grains"],
        ["Server"] =
        [
            "Protocol", "Contexts", "Palms", "Identity", "Trust", "Storage", "Grains", "Gateway", "Api", "Dashboard", "Client", "Scanner",
        ],
        ["Client"] = ["Protocol"],
        ["Client.Testing"] = ["Client", "Protocol", "Contexts"],
        ["Scanner"] = ["Protocol", "Palms"],
    };

    /// <summary>No I/O, no clock, no logger, no packages.</summary>
    public static IReadOnlyList<string> Pure { get; } = ["Contexts", "Palms", "Identity"];

    /// <summary>Whoever else needs Orleans asks the grains.</summary>
    public static IReadOnlyList<string> WithOrleans { get; } = ["Grains", "Gateway", "Api", "Dashboard", "Server"];

    public static IReadOnlyDictionary<string, int> LogThousands { get; } = new Dictionary<string, int>
    {
        ["Gateway"] = 1,
        ["Grains"] = 3,
        ["Storage"] = 5,
        ["Client"] = 7,
        ["Scanner"] = 8,
        ["Server"] = 9,
    };
}
