namespace Boop.Protocol.Vendor;

/// <summary>Asks where a context stands. Answered with a <see cref="ContextUpdate"/>, behind the outcome if there is one.</summary>
/// <param name="ContextId">Which context.</param>
public sealed record GetContext(string ContextId) : VendorClientMessage;
