namespace Boop.Protocol.Vendor;

/// <summary>The <c>result</c> of an <see cref="AuthResult"/>.</summary>
/// <param name="Success">Whether the person was recognised and everything required was given.</param>
public sealed record AuthenticationResult(bool Success)
{
    /// <summary>The person's id at this vendor; null on failure.</summary>
    public string? UserId { get; init; }

    /// <summary>The values given, by name; null on failure, and when the values were erased.</summary>
    /// <remarks>A value that is no string, which today's network never sends, stands here as its JSON text.</remarks>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What was asked and not given; null where nothing was withheld.</summary>
    public IReadOnlyList<Withholding>? Withheld { get; init; }

    /// <summary>Why it failed; null on success. A client must accept reasons that it does not know.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was decided, to the millisecond.</summary>
    public DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>A signed receipt, where the network gives them.</summary>
    public string? Receipt { get; init; }

    /// <summary>Whether the attribute values have been erased since.</summary>
    public bool AttributesErased { get; init; }

    /// <summary>Says what came of it, and leaves ids and values out.</summary>
    /// <returns>A text without personal data.</returns>
    public override string ToString() => $"{nameof(AuthenticationResult)} {{ {nameof(Success)} = {Success}, {nameof(Reason)} = {Reason} }}";
}
