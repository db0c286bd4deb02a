using Boop.Contexts;

namespace Boop.Grains.Contracts;

/// <summary>A context as a scanner shows it.</summary>
[GenerateSerializer, Immutable, Alias("boop.scanner-offer")]
public sealed record ScannerOffer(OfferId Id, ContextKind Kind, string VendorName, AttributeNames Asked, int ExpiresInMs)
{
    [Id(0)]
    public long? Amount { get; init; }

    [Id(1)]
    public string? Currency { get; init; }

    [Id(2)]
    public string? Description { get; init; }

    public override string ToString() => $"{nameof(ScannerOffer)} {{ {nameof(Id)} = {Id} }}";
}
