using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.attribute-names")]
internal struct AttributeNamesSurrogate
{
    [Id(0)]
    public string[] Names;
}

[RegisterConverter]
internal sealed class AttributeNamesConverter : IConverter<AttributeNames, AttributeNamesSurrogate>
{
    public AttributeNames ConvertFromSurrogate(in AttributeNamesSurrogate surrogate) => AttributeNames.Parse(surrogate.Names);

    public AttributeNamesSurrogate ConvertToSurrogate(in AttributeNames value) =>
        new() { Names = [.. value.Select(name => name.Value)] };
}
