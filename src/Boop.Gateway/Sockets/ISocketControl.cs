namespace Boop.Gateway.Sockets;

/// <summary>What ends a socket. Thread-safe, and nothing here waits.</summary>
internal interface ISocketControl
{
    /// <summary>Whether the end has begun: nothing read from now on is handled, nothing said from now on is sent.</summary>
    bool IsClosing { get; }

    /// <summary>Closes behind everything already said. The first order wins.</summary>
    void Close(CloseOrder order);

    /// <summary>Ends the wire without a word.</summary>
    void Abort();
}
