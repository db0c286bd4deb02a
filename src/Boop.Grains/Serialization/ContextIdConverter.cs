using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.context-id")]
internal struct ContextIdSurrogate
{
    [Id(0)]
    public string Value;
}

[RegisterConverter]
internal sealed class ContextIdConverter : IConverter<ContextId, ContextIdSurrogate>
{
    public ContextId ConvertFromSurrogate(in ContextIdSurrogate surrogate) => ContextId.Parse(surrogate.Value);

    public ContextIdSurrogate ConvertToSurrogate(in ContextId value) => new() { Value = value.Value };
}
