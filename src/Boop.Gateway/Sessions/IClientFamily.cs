using System.Buffers;
using Boop.Gateway.Sockets;
using Boop.Protocol;

namespace Boop.Gateway.Sessions;

/// <summary>What one family of clients, vendors or scanners, has of its own. Stateless.</summary>
/// <typeparam name="TIn">The closed set of messages from the client.</typeparam>
/// <typeparam name="TOut">The closed set of messages to the client.</typeparam>
internal interface IClientFamily<TIn, TOut>
    where TIn : class
    where TOut : class
{
    Decoded<TIn> Decode(ReadOnlySpan<byte> frame);

    void Encode(TOut message, IBufferWriter<byte> output);

    MessageKind KindOf(TIn message);

    Echo EchoOf(TIn message);

    Echo EchoOf(DecodeFailure failure);

    TOut Error(WireError error, Echo echo);

    TOut Pong(Echo echo);

    /// <summary>The session that an authentication asks for. It touches no grain yet.</summary>
    IClientSession<TIn, TOut> Open(TIn authenticate, ISocketOutbox<TOut> outbox);
}
