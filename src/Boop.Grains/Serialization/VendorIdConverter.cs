using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.vendor-id")]
internal struct VendorIdSurrogate
{
    [Id(0)]
    public string Value;
}

[RegisterConverter]
internal sealed class VendorIdConverter : IConverter<VendorId, VendorIdSurrogate>
{
    public VendorId ConvertFromSurrogate(in VendorIdSurrogate surrogate) => VendorId.Parse(surrogate.Value);

    public VendorIdSurrogate ConvertToSurrogate(in VendorId value) => new() { Value = value.Value };
}
