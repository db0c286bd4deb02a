namespace Boop.Gateway.Sockets;

/// <summary>Whoever must know what happens on the wire beneath a WebSocket. Nothing here may wait.</summary>
internal interface IWireWatcher
{
    /// <summary>A write has been waiting for the peer for <see cref="SocketRules.SendTimeout"/>.</summary>
    void OnStalled();

    /// <summary>The peer's frames break a rule that the WebSocket itself does not hold.</summary>
    void OnBadFrame(int closeCode);
}
