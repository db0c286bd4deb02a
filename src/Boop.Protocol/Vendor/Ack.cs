namespace Boop.Protocol.Vendor;

/// <summary>Says that the outcomes of these contexts are handled. It has no answer.</summary>
/// <param name="ContextIds">1–100 context ids.</param>
public sealed record Ack(IReadOnlyList<string> ContextIds) : VendorClientMessage;
