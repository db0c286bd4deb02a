namespace Boop.Protocol.Vendor;

/// <summary>The answer to <see cref="Ping"/>.</summary>
public sealed record Pong : VendorServerMessage;
