namespace Boop.Protocol;

/// <summary>The numbers of the protocol: sizes in bytes, lengths in Unicode scalar values ("characters"), times in milliseconds.</summary>
public static class ProtocolLimits
{
    /// <summary>The largest message in bytes, in either direction: 64 KiB.</summary>
    public const int MaxMessageBytes = 65_536;

    /// <summary>The deepest nesting of arrays and objects, the message itself counted: 16.</summary>
    public const int MaxDepth = 16;

    /// <summary>How long a new socket may take to authenticate: 10 s.</summary>
    public const int AuthenticationTimeoutMs = 10_000;

    /// <summary>How often a client should send a sign of life: 30 s.</summary>
    public const int HeartbeatIntervalMs = 30_000;

    /// <summary>How long a context lives after its acceptance: 30 s.</summary>
    public const int ContextTtlMs = 30_000;

    /// <summary>Contexts per vendor in any 60 s.</summary>
    public const int ContextsPerMinute = 100;

    /// <summary>Messages per vendor, or per scanner, in any 60 s.</summary>
    public const int MessagesPerMinute = 1_000;

    /// <summary>The longest id or key of a vendor or scanner in an <c>authenticate</c>, in characters.</summary>
    public const int MaxCredentialLength = 256;

    /// <summary>The longest <c>terminal_id</c>, <c>program_id</c> or <c>offer_id</c>, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The longest <c>id</c> of a message, in characters.</summary>
    public const int MaxMessageIdLength = 64;

    /// <summary>The longest context id, in characters.</summary>
    public const int MaxContextIdLength = 128;

    /// <summary>The longest <c>instance</c> of an authentication, in characters.</summary>
    public const int MaxInstanceLength = 64;

    /// <summary>The most context ids that one <c>ack</c> may name.</summary>
    public const int MaxAckedContexts = 100;

    /// <summary>The largest amount in minor units.</summary>
    public const int MaxAmount = 99_999_999;

    /// <summary>The most attribute names in one list.</summary>
    public const int MaxAttributeNames = 32;

    /// <summary>The longest description in Unicode scalar values.</summary>
    public const int MaxDescriptionScalars = 140;

    /// <summary>The largest capacity that a scanner may announce.</summary>
    public const int MaxScannerCapacity = 1_000;
}
