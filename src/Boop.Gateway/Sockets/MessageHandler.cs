namespace Boop.Gateway.Sockets;

/// <summary>Takes one message from the read pump. The bytes are the pool's: they are gone when it returns. It must not wait.</summary>
internal delegate void MessageHandler(ReadOnlySpan<byte> message);
