using System.Text.Json;

namespace Boop.Gateway.Mapping;

/// <summary>The wire's snake_case names of an enumeration whose names are the wire's in upper camel case.</summary>
internal static class WireTexts<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Names =
        Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static string Of(TEnum value) => Names[value];
}
