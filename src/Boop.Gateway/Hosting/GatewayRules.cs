namespace Boop.Gateway.Hosting;

/// <summary>The numbers of a node's edge.</summary>
internal static class GatewayRules
{
    /// <summary>How often an idle peer is pinged.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);

    /// <summary>How long a peer may owe the pong.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(15);

    /// <summary>What a stop gives its clients to say goodbye; with the rest of the stop it stays under 6 s.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How often a session asks its grain whether it still has it.</summary>
    public static readonly TimeSpan SessionCheck = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LeastReturn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReturnPerClient = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Over how long so many clients are to come back. A TLS handshake and its start cost about 1.5 ms of a core:
    /// 2 ms apart they leave room for work.
    /// </summary>
    public static TimeSpan ReturnWindow(int clients)
    {
        TimeSpan window = ReturnPerClient * clients;
        return window > LeastReturn ? window : LeastReturn;
    }
}
