using Boop.Contexts;

namespace Boop.Grains.Serialization;

[GenerateSerializer, Immutable, Alias("boop.scanner-id")]
internal struct ScannerIdSurrogate
{
    [Id(0)]
    public string Value;
}

[RegisterConverter]
internal sealed class ScannerIdConverter : IConverter<ScannerId, ScannerIdSurrogate>
{
    public ScannerId ConvertFromSurrogate(in ScannerIdSurrogate surrogate) => ScannerId.Parse(surrogate.Value);

    public ScannerIdSurrogate ConvertToSurrogate(in ScannerId value) => new() { Value = value.Value };
}
