namespace Boop.Protocol.Vendor;

/// <summary>Withdraws a context. Answered with the outcome that won: the cancellation, or whatever was decided before it.</summary>
/// <param name="ContextId">Which context.</param>
public sealed record CancelContext(string ContextId) : VendorClientMessage;
