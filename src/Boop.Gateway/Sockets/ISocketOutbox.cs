namespace Boop.Gateway.Sockets;

/// <summary>What a session says through its socket. Thread-safe, and nothing here waits.</summary>
/// <typeparam name="TOut">The closed set of messages of this direction.</typeparam>
internal interface ISocketOutbox<in TOut> : ISocketControl
    where TOut : class
{
    /// <summary>Puts a message behind everything already said. A full queue closes the socket.</summary>
    void Send(TOut message);

    /// <summary>Pings the peer now, and calls once when bytes arrive after it.</summary>
    void Probe(Action onAlive);
}
