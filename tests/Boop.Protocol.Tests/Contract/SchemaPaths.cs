using System.Text.Json.Nodes;
using Boop.Testing.Contract;

namespace Boop.Protocol.Tests.Contract;

/// <summary>Which members, and which values of a closed set, a schema names; and which of them a frame shows.</summary>
internal static class SchemaPaths
{
    /// <summary>Paths such as <c>requirements/attributes</c>; a value follows an equals sign.</summary>
    internal static IEnumerable<string> Of(ContractMessage message) => OfSchema("", message.Payload).Distinct();

    internal static IEnumerable<string> Of(JsonNode? frame) => OfValue("", frame).Distinct();

    private static IEnumerable<string> OfSchema(string path, JsonNode? node)
    {
        if (node is not JsonObject schema)
            yield break;
        foreach ((string name, JsonNode? member) in schema["properties"]?.AsObject() ?? [])
        {
            // False says of a member that it may not be there.
            if (member is JsonObject)
                yield return Join(path, name);
            foreach (string inner in OfSchema(Join(path, name), member))
                yield return inner;
        }

        foreach (JsonNode? value in schema["enum"]?.AsArray() ?? [])
            yield return $"{path}={value}";
        if (schema["const"] is JsonNode only)
            yield return $"{path}={only}";
        IEnumerable<JsonNode?> parts = [schema["then"], schema["else"], schema["items"], .. schema["allOf"]?.AsArray() ?? []];
        foreach (string inner in parts.SelectMany(part => OfSchema(path, part)))
            yield return inner;
    }

    private static IEnumerable<string> OfValue(string path, JsonNode? value) => value switch
    {
        JsonObject members => members.SelectMany(member => OfValue(Join(path, member.Key), member.Value).Prepend(Join(path, member.Key))),
        JsonArray items => items.SelectMany(item => OfValue(path, item)),
        _ => [$"{path}={value}"],
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
