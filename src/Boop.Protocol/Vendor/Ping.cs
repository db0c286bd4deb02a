namespace Boop.Protocol.Vendor;

/// <summary>A sign of life; answered by <see cref="Pong"/> at once.</summary>
public sealed record Ping : VendorClientMessage;
