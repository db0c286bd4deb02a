namespace Boop.Client;

/// <summary>Why there is no connection. Later versions may know more reasons.</summary>
public enum ConnectionReason
{
    /// <summary>There is one, or the first is under way.</summary>
    None,

    /// <summary>Nothing needed one yet.</summary>
    NotStarted,

    /// <summary>None could be made: the host, the network in between, TLS, or the upgrade.</summary>
    Unreachable,

    /// <summary>The attempt took longer than <see cref="BoopClientOptions.ConnectTimeout"/>.</summary>
    TimedOut,

    /// <summary><see cref="BoopClientOptions.ApiKeyProvider"/> failed, or gave no key in time.</summary>
    KeyUnavailable,

    /// <summary>It broke, or went silent.</summary>
    Lost,

    /// <summary>The network's node goes away or restarts (1001, 1012): it is soon back.</summary>
    Restarting,

    /// <summary>The network is overloaded, or was flooded from here (1013, 4429).</summary>
    Overloaded,

    /// <summary>The network closed it with another code, which says that something went wrong.</summary>
    ClosedWithError,

    /// <summary>The vendor id or the key was refused (4401); the next attempt is 15 minutes away.</summary>
    CredentialsRefused,

    /// <summary>Another instance of this vendor took over (4409); this one stays away.</summary>
    AnotherInstanceTookOver,

    /// <summary>The network closed it for good (1000); this client stays away.</summary>
    ClosedByNetwork,

    /// <summary>A fault of this library; the log has it.</summary>
    ClientFault,

    /// <summary>The client is disposed.</summary>
    Disposed,
}
