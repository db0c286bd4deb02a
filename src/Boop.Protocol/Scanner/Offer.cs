namespace Boop.Protocol.Scanner;

/// <summary>A context to show to the person. Valid in this session only.</summary>
/// <param name="OfferId">128 random bits, fresh for every offer.</param>
/// <param name="Type">What the context is for; <c>context_type</c> on the wire, where <c>type</c> is the message's own.</param>
/// <param name="VendorName">Who asks.</param>
/// <param name="Attributes">The attribute names asked; empty where none are.</param>
/// <param name="ExpiresInMs">How long the context still lives, in milliseconds.</param>
public sealed record Offer(string OfferId, ContextType Type, string VendorName, IReadOnlyList<string> Attributes, int ExpiresInMs)
    : ScannerServerMessage
{
    /// <summary>Payment only: integer minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>Payment only: ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>The vendor's own words for the person.</summary>
    public string? Description { get; init; }

    /// <summary>Says which offer, and leaves what is shown out.</summary>
    /// <returns>A text without payload.</returns>
    public override string ToString() => $"{nameof(Offer)} {{ {nameof(OfferId)} = {OfferId}, {nameof(Type)} = {Type} }}";
}
