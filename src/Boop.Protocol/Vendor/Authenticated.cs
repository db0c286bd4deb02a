namespace Boop.Protocol.Vendor;

/// <summary>The first frame after a successful authentication.</summary>
/// <param name="VendorId">Who was let in.</param>
/// <param name="SessionId">Names this session in the network's logs.</param>
public sealed record Authenticated(string VendorId, string SessionId) : VendorServerMessage
{
    /// <summary>How often the client should give a sign of life, in milliseconds.</summary>
    public int HeartbeatIntervalMs { get; init; } = ProtocolLimits.HeartbeatIntervalMs;

    /// <summary>How long a context lives, in milliseconds.</summary>
    public int ContextTtlMs { get; init; } = ProtocolLimits.ContextTtlMs;

    /// <summary>The limits that hold for this vendor.</summary>
    public SessionLimits Limits { get; init; } = new();
}
