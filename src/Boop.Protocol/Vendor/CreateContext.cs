namespace Boop.Protocol.Vendor;

/// <summary>Asks for one person. Repeating it with the same requirements is always safe.</summary>
/// <param name="ContextId">Chosen by the vendor: 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>; the idempotency key.</param>
/// <param name="Requirements">What the vendor needs to know.</param>
public sealed record CreateContext(string ContextId, ContextRequirements Requirements) : VendorClientMessage;
