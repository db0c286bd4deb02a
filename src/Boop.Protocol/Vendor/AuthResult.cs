namespace Boop.Protocol.Vendor;

/// <summary>The outcome of a context that a person answered, or that ended without one for a named reason.</summary>
/// <param name="ContextId">Which context.</param>
/// <param name="Result">What came of it.</param>
public sealed record AuthResult(string ContextId, AuthenticationResult Result) : VendorServerMessage;
