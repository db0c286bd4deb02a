using System.Text.Json.Nodes;

namespace Boop.Testing.Contract;

/// <summary>docs/asyncapi.yaml with its references resolved.</summary>
internal sealed class ContractDocument(JsonObject root)
{
    private const int MaxDepth = 64;

    public JsonObject Root => root;

    public IEnumerable<ContractMessage> Messages => root["operations"]!.AsObject().SelectMany(operation => MessagesOf(operation.Value!.AsObject()));

    /// <summary>Reads the document that was built in.</summary>
    public static ContractDocument Load()
    {
        using Stream stream = typeof(ContractDocument).Assembly.GetManifestResourceStream("asyncapi.yaml")!;
        using StreamReader reader = new(stream);
        return new ContractDocument(YamlJson.Read(reader));
    }

    private IEnumerable<ContractMessage> MessagesOf(JsonObject operation)
    {
        WireSocket socket = (string?)Resolve(operation["channel"], 0)!["address"] switch
        {
            "/ws/vendor" => WireSocket.Vendor,
            "/ws/pvs" => WireSocket.Scanner,
            string other => throw new InvalidDataException($"The contract has a channel {other}, which the network has not."),
            null => throw new InvalidDataException("The contract has a channel without an address."),
        };
        FrameDirection direction = (string?)operation["action"] == "receive" ? FrameDirection.ToNetwork : FrameDirection.FromNetwork;
        foreach (JsonNode? reference in operation["messages"]!.AsArray())
        {
            string key = ((string)reference!["$ref"]!).Split('/')[^1];
            JsonObject message = Resolve(reference, 0)!.AsObject();
            JsonObject payload = message["payload"]!.AsObject();
            yield return new ContractMessage(
                key,
                socket,
                direction,
                (string)payload["properties"]!["type"]!["const"]!,
                payload,
                [.. (message["examples"]?.AsArray() ?? []).Select(example => ((string)example!["name"]!, example["payload"]!.AsObject()))]);
        }
    }

    /// <summary>A copy in which each reference is replaced by what it refers to. As in draft-07, what stands beside a reference does not count.</summary>
    private JsonNode? Resolve(JsonNode? node, int depth) => depth > MaxDepth
        ? throw new InvalidDataException("The contract's references go round in a circle.")
        : node switch
        {
            JsonObject { Count: > 0 } reference when reference["$ref"] is { } path => Resolve(Find((string)path!), depth + 1),
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, depth + 1)))),
            JsonArray items => new JsonArray([.. items.Select(item => Resolve(item, depth + 1))]),
            _ => node?.DeepClone(),
        };

    private JsonNode Find(string path) =>
        path.Split('/').Skip(1).Aggregate((JsonNode?)root, (node, name) => node?[name])
        ?? throw new InvalidDataException($"The contract refers to {path}, which is not there.");
}
