namespace Boop.Gateway.Sockets;

/// <summary>Whoever must know what happens on the wire beneath a WebSocket. Nothing here may wait.</summary>
internal interface IWireWatcher
{
    /// <summary>A write has been waiting for the peer for <see cref="SocketRules.SendTimeout"/>.</summary>
    void OnStalled();

    /// <summary>The peer announced a message over <see cref="SocketRules.MaxMessageBytes"/>.</summary>
    void OnMessageTooBig();
}
