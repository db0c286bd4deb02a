namespace Boop.Protocol.Vendor;

/// <summary>An attribute that was asked and not given.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Reason">One of <c>not_allowed</c>, <c>not_consented</c>, <c>unavailable</c>, <c>expired</c>; the first that applies.</param>
public sealed record Withholding(string Name, string Reason);
