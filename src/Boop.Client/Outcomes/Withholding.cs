namespace Boop.Client;

/// <summary>An attribute that was asked and not given.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Reason">
/// <c>not_allowed</c>, <c>not_consented</c>, <c>unavailable</c> or <c>expired</c>, the first that applies; the network may learn others.
/// </param>
public sealed record Withholding(string Name, string Reason);
