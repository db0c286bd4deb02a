using System.Text.Json.Nodes;

namespace Boop.Testing.Contract;

/// <summary>One message of the contract.</summary>
/// <param name="Key">Its key in the contract: the name of its record in Boop.Protocol.</param>
/// <param name="Socket">Which socket.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Type">Its <c>type</c> on the wire.</param>
/// <param name="Payload">Its schema, with every reference replaced by what it refers to.</param>
/// <param name="Examples">Its examples: name and payload.</param>
public sealed record ContractMessage(
    string Key,
    WireSocket Socket,
    FrameDirection Direction,
    string Type,
    JsonObject Payload,
    IReadOnlyList<(string Name, JsonObject Payload)> Examples);
