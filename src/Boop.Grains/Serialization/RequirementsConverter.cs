using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.requirements")]
internal struct RequirementsSurrogate
{
    [Id(0)]
    public ContextKind Kind;

    [Id(1)]
    public long? Amount;

    [Id(2)]
    public string? Currency;

    [Id(3)]
    public AttributeNames? Attributes;

    [Id(4)]
    public AttributeNames? RequiredAttributes;

    [Id(5)]
    public int? MinimumAge;

    [Id(6)]
    public string? ProgramId;

    [Id(7)]
    public string? TerminalId;

    [Id(8)]
    public string? Description;
}

[RegisterConverter]
internal sealed class RequirementsConverter : IConverter<Requirements, RequirementsSurrogate>
{
    public Requirements ConvertFromSurrogate(in RequirementsSurrogate surrogate) => new(surrogate.Kind)
    {
        Amount = surrogate.Amount,
        Currency = surrogate.Currency,
        Attributes = surrogate.Attributes,
        RequiredAttributes = surrogate.RequiredAttributes,
        MinimumAge = surrogate.MinimumAge,
        ProgramId = surrogate.ProgramId is { } program ? ProgramId.Parse(program) : null,
        TerminalId = surrogate.TerminalId is { } terminal ? TerminalId.Parse(terminal) : null,
        Description = surrogate.Description,
    };

    public RequirementsSurrogate ConvertToSurrogate(in Requirements value) => new()
    {
        Kind = value.Kind,
        Amount = value.Amount,
        Currency = value.Currency,
        Attributes = value.Attributes,
        RequiredAttributes = value.RequiredAttributes,
        MinimumAge = value.MinimumAge,
        ProgramId = value.ProgramId?.Value,
        TerminalId = value.TerminalId?.Value,
        Description = value.Description,
    };
}
