namespace Boop.Protocol;

/// <summary>The WebSocket close codes that the network uses (RFC 6455, and 4000–4999 of its own).</summary>
public static class CloseCode
{
    /// <summary>The peer asked for the close.</summary>
    public const int Normal = 1000;

    /// <summary>The node is going away; come back after the hint.</summary>
    public const int GoingAway = 1001;

    /// <summary>The peer broke the framing of RFC 6455.</summary>
    public const int ProtocolError = 1002;

    /// <summary>A binary frame; the wire is text only.</summary>
    public const int UnsupportedData = 1003;

    /// <summary>A text frame that is not UTF-8.</summary>
    public const int InvalidPayload = 1007;

    /// <summary>A message over <see cref="ProtocolLimits.MaxMessageBytes"/>.</summary>
    public const int MessageTooBig = 1009;

    /// <summary>A fault of the network.</summary>
    public const int InternalError = 1011;

    /// <summary>The service restarts; come back after the hint.</summary>
    public const int ServiceRestart = 1012;

    /// <summary>Overloaded, or the peer does not read; come back with back-off, at least after the hint.</summary>
    public const int TryAgainLater = 1013;

    /// <summary>The credentials were refused; trying again at once is useless.</summary>
    public const int CredentialsRefused = 4401;

    /// <summary>No <c>authenticate</c> in time.</summary>
    public const int AuthenticationTimeout = 4408;

    /// <summary>A newer connection took over; never reconnect by oneself.</summary>
    public const int SessionReplaced = 4409;

    /// <summary>More than twice the message limit in a minute.</summary>
    public const int Flooding = 4429;
}
