namespace Boop.Protocol.Vendor;

/// <summary>The limits that the network announces; each counts any 60 seconds.</summary>
public sealed record SessionLimits
{
    /// <summary>Contexts that may be accepted in any 60 s.</summary>
    public int ContextsPerMinute { get; init; } = ProtocolLimits.ContextsPerMinute;

    /// <summary>Messages that are answered in any 60 s.</summary>
    public int MessagesPerMinute { get; init; } = ProtocolLimits.MessagesPerMinute;

    /// <summary>The largest message in bytes.</summary>
    public int MaxMessageBytes { get; init; } = ProtocolLimits.MaxMessageBytes;
}
