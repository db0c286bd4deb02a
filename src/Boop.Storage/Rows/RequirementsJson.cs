using System.Text.Json;
using System.Text.Json.Serialization;
using Boop.Contexts;

namespace Boop.Storage.Rows;

/// <summary>Requirements as they are stored: a member that was left out stays left out.</summary>
internal sealed partial record RequirementsJson(
    ContextKind Kind,
    long? Amount,
    string? Currency,
    string[]? Attributes,
    string[]? RequiredAttributes,
    int? MinimumAge,
    string? ProgramId,
    string? TerminalId,
    string? Description)
{
    public static string Write(Requirements requirements) => JsonSerializer.Serialize(
        new RequirementsJson(
            requirements.Kind,
            requirements.Amount,
            StrictText.Of(requirements.Currency),
            Names(requirements.Attributes),
            Names(requirements.RequiredAttributes),
            requirements.MinimumAge,
            requirements.ProgramId?.Value,
            requirements.TerminalId?.Value,
            StrictText.Of(requirements.Description)),
        Json.Default.RequirementsJson);

    public static Requirements Read(string json)
    {
        RequirementsJson stored = JsonSerializer.Deserialize(json, Json.Default.RequirementsJson)!;
        return new Requirements(stored.Kind)
        {
            Amount = stored.Amount,
            Currency = stored.Currency,
            Attributes = stored.Attributes is null ? null : AttributeNames.Parse(stored.Attributes),
            RequiredAttributes = stored.RequiredAttributes is null ? null : AttributeNames.Parse(stored.RequiredAttributes),
            MinimumAge = stored.MinimumAge,
            ProgramId = stored.ProgramId is null ? null : Contexts.ProgramId.Parse(stored.ProgramId),
            TerminalId = stored.TerminalId is null ? null : Contexts.TerminalId.Parse(stored.TerminalId),
            Description = stored.Description,
        };
    }

    private static string[]? Names(AttributeNames? names) => names is null ? null : [.. names.Select(name => name.Value)];

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UseStringEnumConverter = true)]
    [JsonSerializable(typeof(RequirementsJson))]
    [JsonSerializable(typeof(Dictionary<string, string>))]
    [JsonSerializable(typeof(Dictionary<string, WithholdingReason>))]
    internal sealed partial class Json : JsonSerializerContext;
}
