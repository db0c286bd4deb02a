namespace Boop.Protocol;

/// <summary>The protocol's table 1.4: what a client does next, by close code.</summary>
public static class ReconnectPolicy
{
    /// <summary>The least pause after refused credentials, so that one bad deploy cannot end a fleet: 15 minutes.</summary>
    public static readonly TimeSpan CredentialsRefusedDelay = TimeSpan.FromMinutes(15);

    /// <summary>Says what a client does after a close.</summary>
    /// <param name="closeCode">The close frame's code; null where none came, or where the upgrade failed.</param>
    /// <returns>What to do; back-off for every code that the table does not list.</returns>
    public static ReconnectAction For(int? closeCode) => closeCode switch
    {
        CloseCode.Normal => ReconnectAction.Stop,
        CloseCode.GoingAway or CloseCode.ServiceRestart => ReconnectAction.ReconnectSoon,
        CloseCode.CredentialsRefused => ReconnectAction.CredentialsRefused,
        CloseCode.SessionReplaced => ReconnectAction.Replaced,
        _ => ReconnectAction.ReconnectWithBackoff,
    };
}
