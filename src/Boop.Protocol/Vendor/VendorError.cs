namespace Boop.Protocol.Vendor;

/// <summary>An <c>error</c> message; with <see cref="ErrorCode.ContextExpired"/> it is the outcome of a context.</summary>
/// <param name="Error">What went wrong.</param>
public sealed record VendorError(WireError Error) : VendorServerMessage
{
    /// <summary>Which context it speaks of; null where it speaks of none.</summary>
    public string? ContextId { get; init; }
}
