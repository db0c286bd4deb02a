namespace Boop.Protocol;

/// <summary>What a client does after its connection ended.</summary>
public enum ReconnectAction
{
    /// <summary>The client asked for the close: it stays away.</summary>
    Stop,

    /// <summary>Comes back after the hint, else at once: <see cref="Backoff.Soon"/>.</summary>
    ReconnectSoon,

    /// <summary>Comes back with back-off, at least after the hint: <see cref="Backoff.Next"/>.</summary>
    ReconnectWithBackoff,

    /// <summary>Tells its owner, and tries again no sooner than <see cref="ReconnectPolicy.CredentialsRefusedDelay"/>.</summary>
    CredentialsRefused,

    /// <summary>Tells its owner, and never comes back by itself.</summary>
    Replaced,
}
