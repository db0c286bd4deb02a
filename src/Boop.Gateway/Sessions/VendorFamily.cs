using System.Buffers;
using Boop.Gateway.Sockets;
using Boop.Grains.Directory;
using Boop.Grains.Nodes;
using Boop.Protocol;
using Boop.Protocol.Vendor;

namespace Boop.Gateway.Sessions;

/// <summary>The clients of <c>/ws/vendor</c>.</summary>
internal sealed class VendorFamily(
    ICredentialCheck credentials, IGrainFactory grains, ClusterView cluster, TimeProvider time, SessionEvents events)
    : IClientFamily<VendorClientMessage, VendorServerMessage>
{
    public Decoded<VendorClientMessage> Decode(ReadOnlySpan<byte> frame) => VendorClientCodec.Decode(frame);

    public void Encode(VendorServerMessage message, IBufferWriter<byte> output) => VendorServerCodec.Encode(message, output);

    public MessageKind KindOf(VendorClientMessage message) => message switch
    {
        Authenticate => MessageKind.Authenticate,
        Ping => MessageKind.Ping,
        _ => MessageKind.Command,
    };

    public Echo EchoOf(VendorClientMessage message) => new(message.Id, message switch
    {
        CreateContext create => create.ContextId,
        CancelContext cancel => cancel.ContextId,
        GetContext get => get.ContextId,
        _ => null,
    });

    public Echo EchoOf(DecodeFailure failure) => new(failure.Id, failure.ContextId);

    public VendorServerMessage Error(WireError error, Echo echo) => new VendorError(error) { Id = echo.Id, ContextId = echo.Subject };

    public VendorServerMessage Pong(Echo echo) => new Pong { Id = echo.Id };

    public IClientSession<VendorClientMessage, VendorServerMessage> Open(
        VendorClientMessage authenticate,
        ISocketOutbox<VendorServerMessage> outbox) =>
        new VendorSession((Authenticate)authenticate, outbox, credentials, grains, cluster, time, events);
}
