using Boop.Contexts;
using Boop.Contexts.Lifecycle;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.scan-reference")]
internal struct ScanReferenceSurrogate
{
    [Id(0)]
    public string Offer;

    [Id(1)]
    public int Attempt;
}

[RegisterConverter]
internal sealed class ScanReferenceConverter : IConverter<ScanReference, ScanReferenceSurrogate>
{
    public ScanReference ConvertFromSurrogate(in ScanReferenceSurrogate surrogate) =>
        new(OfferId.Parse(surrogate.Offer), surrogate.Attempt);

    public ScanReferenceSurrogate ConvertToSurrogate(in ScanReference value) =>
        new() { Offer = value.Offer.Value, Attempt = value.Attempt };
}
