namespace Boop.Client;

/// <summary>Whether there is a connection to the network.</summary>
public enum ConnectionState
{
    /// <summary>There is none, and none is sought: nothing was asked yet, or the client stays away until <see cref="BoopClient.ConnectAsync"/>.</summary>
    Stopped,

    /// <summary>An attempt is under way.</summary>
    Connecting,

    /// <summary>The network has let this vendor in.</summary>
    Connected,

    /// <summary>There is none; the next attempt comes in <see cref="ConnectionChange.NextAttemptIn"/>.</summary>
    Reconnecting,
}
