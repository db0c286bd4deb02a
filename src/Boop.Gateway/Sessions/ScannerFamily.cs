using System.Buffers;
using Boop.Gateway.Sockets;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Protocol;
using Boop.Protocol.Scanner;

namespace Boop.Gateway.Sessions;

/// <summary>The clients of <c>/ws/pvs</c>.</summary>
internal sealed class ScannerFamily(
    ICredentialCheck credentials, IGrainFactory grains, ClusterView cluster, TimeProvider time, SessionEvents events)
    : IClientFamily<ScannerClientMessage, ScannerServerMessage>
{
    public Decoded<ScannerClientMessage> Decode(ReadOnlySpan<byte> frame) => ScannerClientCodec.Decode(frame);

    public void Encode(ScannerServerMessage message, IBufferWriter<byte> output) => ScannerServerCodec.Encode(message, output);

    public MessageKind KindOf(ScannerClientMessage message) => message switch
    {
        ScannerAuthenticate => MessageKind.Authenticate,
        ScannerPing => MessageKind.Ping,
        _ => MessageKind.Command,
    };

    public Echo EchoOf(ScannerClientMessage message) => new(message.Id, message switch
    {
        Presented presented => presented.OfferId,
        Scan scan => scan.OfferId,
        Decline decline => decline.OfferId,
        Failed failed => failed.OfferId,
        _ => null,
    });

    public Echo EchoOf(DecodeFailure failure) => new(failure.Id, failure.OfferId);

    public ScannerServerMessage Error(WireError error, Echo echo) => new ScannerError(error) { Id = echo.Id, OfferId = echo.Subject };

    public ScannerServerMessage Pong(Echo echo) => new ScannerPong { Id = echo.Id };

    public IClientSession<ScannerClientMessage, ScannerServerMessage> Open(
        ScannerClientMessage authenticate,
        ISocketOutbox<ScannerServerMessage> outbox) =>
        new ScannerSession((ScannerAuthenticate)authenticate, outbox, credentials, grains, cluster, time, events);
}
