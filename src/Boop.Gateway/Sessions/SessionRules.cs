using Boop.Protocol;

namespace Boop.Gateway.Sessions;

/// <summary>The numbers that bound a session.</summary>
internal static class SessionRules
{
    /// <summary>What may wait behind an authentication that is being looked at.</summary>
    public const int WaitingMessages = 1_024;

    /// <summary>The same in bytes.</summary>
    public const int WaitingBytes = 1_048_576;

    public static readonly TimeSpan AuthenticationTimeout = TimeSpan.FromMilliseconds(ProtocolLimits.AuthenticationTimeoutMs);

    /// <summary>Refused credentials are answered so long after they were read, however they were wrong.</summary>
    public static readonly TimeSpan RefusalDelay = TimeSpan.FromMilliseconds(250);
}
