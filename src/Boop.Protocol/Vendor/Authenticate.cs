namespace Boop.Protocol.Vendor;

/// <summary>The first message of a socket, owed within 10 s of the upgrade.</summary>
/// <param name="VendorId">Who asks to be let in.</param>
/// <param name="ApiKey">The vendor's secret key. Never logged, never echoed.</param>
public sealed record Authenticate(string VendorId, string ApiKey) : VendorClientMessage
{
    /// <summary>Optional features that the client understands; unknown names are ignored.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Names the client's process, at most 64 characters.</summary>
    public string? Instance { get; init; }

    /// <summary>Rises with each connection of one <see cref="Instance"/>.</summary>
    public long? Attempt { get; init; }

    /// <summary>Says who asks, and leaves the key out.</summary>
    /// <returns>A text without the key.</returns>
    public override string ToString() => $"{nameof(Authenticate)} {{ {nameof(Instance)} = {Instance}, {nameof(Attempt)} = {Attempt} }}";
}
