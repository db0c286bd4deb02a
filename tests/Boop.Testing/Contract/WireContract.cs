using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Json.Schema.Keywords;

namespace Boop.Testing.Contract;

/// <summary>
/// docs/asyncapi.yaml as a judge of frames. Immutable and thread-safe once loaded; load it once and share it: 10⁵ frames are a
/// matter of seconds. A fault names the message, the member and the rule, never a value.
/// </summary>
public sealed class WireContract
{
    private static readonly Dialect Draft07 = Dialect.Draft07
        .Without([MaxLengthKeyword.Instance])
        .With([new ScalarLength()], new Uri("urn:boop:contract"), allowUnknownKeywords: false);

    private static readonly EvaluationOptions Verdict = new() { OutputFormat = OutputFormat.Flag };
    private static readonly EvaluationOptions Reasons = new() { OutputFormat = OutputFormat.List };

    private readonly Dictionary<(WireSocket Socket, FrameDirection Direction, string Type), JsonSchema> _schemas;

    private WireContract(ContractDocument document, bool isClosed)
    {
        Document = document.Root;
        Messages = [.. document.Messages];
        _schemas = Messages.ToDictionary(message => (message.Socket, message.Direction, message.Type), message => Build(message.Payload, isClosed));
    }

    /// <summary>The whole document.</summary>
    public JsonObject Document { get; }

    public IReadOnlyList<ContractMessage> Messages { get; }

    /// <summary>The contract as it is written: members that it does not name are ignored in what clients send.</summary>
    public static WireContract Load() => new(ContractDocument.Load(), isClosed: false);

    /// <summary>The contract for clients of our own, which send no member that it does not name.</summary>
    public static WireContract LoadClosed() => new(ContractDocument.Load(), isClosed: true);

    /// <summary>Checks one text message of a vendor's socket.</summary>
    /// <returns>The faults; empty for a frame that keeps the contract.</returns>
    public IReadOnlyList<string> CheckVendorFrame(FrameDirection direction, ReadOnlySpan<byte> frame) =>
        CheckFrame(WireSocket.Vendor, direction, frame);

    /// <summary>Checks one text message of a scanner's socket.</summary>
    /// <returns>The faults; empty for a frame that keeps the contract.</returns>
    public IReadOnlyList<string> CheckScannerFrame(FrameDirection direction, ReadOnlySpan<byte> frame) =>
        CheckFrame(WireSocket.Scanner, direction, frame);

    /// <summary>Checks one text message.</summary>
    /// <returns>The faults; empty for a frame that keeps the contract.</returns>
    public IReadOnlyList<string> CheckFrame(WireSocket socket, FrameDirection direction, ReadOnlySpan<byte> frame)
    {
        string where = $"{socket} frame {(direction == FrameDirection.ToNetwork ? "to" : "from")} the network";
        using JsonDocument? document = FrameText.Read(frame, out string fault);
        if (document is null)
            return [$"{where}: {fault}"];
        if (!document.RootElement.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
            return [$"{where}: has no type"];
        if (!_schemas.TryGetValue((socket, direction, type.GetString()!), out JsonSchema? schema))
            return [$"{where}: has a type that the contract does not know there"];
        string what = $"{where}, {type.GetString()}";
        try
        {
            return schema.Evaluate(document.RootElement, Verdict).IsValid ? [] : Explain(what, schema, document.RootElement);
        }
        catch (FormatException)
        {
            // The library computes with decimals. What is judged by its value and is none of them is out of every range that the wire has.
            return [$"{what}: has a number beyond all ranges"];
        }
    }

    private static List<string> Explain(string what, JsonSchema schema, JsonElement frame)
    {
        EvaluationResults root = schema.Evaluate(frame, Reasons);
        List<string> faults = [];
        foreach (EvaluationResults result in (root.Details ?? []).Prepend(root))
        {
            // A condition that does not hold is no fault.
            bool isCondition = result.EvaluationPath.ToString().Split('/').Contains("if");
            foreach ((string keyword, string text) in isCondition || result.Errors is null ? [] : result.Errors)
                faults.Add($"{what}: {result.InstanceLocation} {Say(keyword, text)}".Replace(":  ", ": ", StringComparison.Ordinal));
        }

        return faults;
    }

    /// <summary>Only the text about missing members is sure to quote the schema alone.</summary>
    private static string Say(string keyword, string text) => keyword switch
    {
        "" => "may not be there",
        "required" => text,
        _ => $"breaks {keyword}",
    };

    private static JsonSchema Build(JsonObject payload, bool isClosed)
    {
        JsonObject schema = payload.DeepClone().AsObject();
        Adapt(schema, isClosed);
        BuildOptions options = new() { Dialect = Draft07, SchemaRegistry = new SchemaRegistry() };
        return JsonSchema.Build(JsonSerializer.SerializeToElement(schema), options);
    }

    private static void Adapt(JsonNode? node, bool isClosed)
    {
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
                Adapt(item, isClosed);
            return;
        }

        if (node is not JsonObject schema)
            return;
        foreach (JsonNode? value in schema.Select(member => member.Value).ToArray())
            Adapt(value, isClosed);

        // Patterns are ECMAScript's, where $ is the very end; in .NET a line feed may still follow.
        if (schema["pattern"] is JsonValue pattern && pattern.TryGetValue(out string? text) && text.EndsWith('$'))
            schema["pattern"] = text[..^1] + @"\z";

        // The parts of a condition name some members; only what says that it is an object names all.
        if (isClosed && schema["properties"] is JsonObject && schema["type"] is JsonValue && schema["additionalProperties"] is null)
            schema["additionalProperties"] = false;
    }
}
