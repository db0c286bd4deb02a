using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.offer-id")]
internal struct OfferIdSurrogate
{
    [Id(0)]
    public string Value;
}

[RegisterConverter]
internal sealed class OfferIdConverter : IConverter<OfferId, OfferIdSurrogate>
{
    public OfferId ConvertFromSurrogate(in OfferIdSurrogate surrogate) => OfferId.Parse(surrogate.Value);

    public OfferIdSurrogate ConvertToSurrogate(in OfferId value) => new() { Value = value.Value };
}
