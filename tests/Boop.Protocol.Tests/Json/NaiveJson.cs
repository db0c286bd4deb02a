using System.Text.Json;

namespace Boop.Protocol.Tests.Json;

/// <summary>The rules of the strict pass in the plainest words: a document tree, a set of names for each object.</summary>
internal static class NaiveJson
{
    internal static bool IsStrictObject(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = ProtocolLimits.MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object && IsStrict(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // What JsonElement says of lone surrogates and broken UTF-8, once it is asked for the string.
            return false;
        }
    }

    private static bool IsStrict(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => HasDistinctNames(element) && element.EnumerateObject().All(p => !p.Name.Contains('\0') && IsStrict(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsStrict),
        JsonValueKind.String => !element.GetString()!.Contains('\0'),
        _ => true,
    };

    private static bool HasDistinctNames(JsonElement element)
    {
        string[] names = [.. element.EnumerateObject().Select(p => p.Name)];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length;
    }
}
