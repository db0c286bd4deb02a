using System.Buffers;
using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;
using Microsoft.Extensions.Logging;

namespace Boop.Client;

/// <summary>The vendor's side of a socket: turns frames into what the waiting calls are told. Runs on the read loop.</summary>
internal sealed partial class VendorDialect(BoopClientOptions options, PendingContexts contexts) : LinkDialect
{
    private static readonly ReadOnlyMemory<byte> PingFrame = Encode(new Ping());

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<BoopClient>();

    /// <summary>Takes the ids of outcomes that came again though they had been handed over.</summary>
    internal Action<string> AcknowledgeAgain { get; set; } = static _ => { };

    internal override bool IsUrgent => !contexts.IsEmpty;

    internal static ReadOnlyMemory<byte> Encode(VendorClientMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        VendorClientCodec.Encode(message, frame);
        return frame.WrittenMemory;
    }

    internal override ReadOnlyMemory<byte> Authenticate(long attempt) =>
        Encode(new Authenticate(options.VendorId, options.ApiKey) { Instance = options.Instance, Attempt = attempt });

    internal override ReadOnlyMemory<byte> Ping() => PingFrame;

    internal override void Receive(LinkSession session, ReadOnlySpan<byte> frame)
    {
        switch (VendorServerCodec.Decode(frame).Message)
        {
            case Authenticated authenticated:
                session.Accept(options.HeartbeatInterval ?? TimeSpan.FromMilliseconds(authenticated.HeartbeatIntervalMs));
                Log.Connected(_logger, authenticated.SessionId);
                break;

            case AuthResult result when OutcomeReader.Read(result.Result) is { } outcome:
                Deliver(result.ContextId, outcome);
                break;

            case VendorError error:
                Receive(session, error);
                break;

            case Pong:
                break;

            default:
                Log.BadFrame(_logger, frame.Length);
                break;
        }
    }

    internal override void Started(LinkSession session)
    {
        // Every waiting call sends for itself.
    }

    internal override void Lost(LinkSession session) => contexts.LinkLost();

    internal override void Pausing(LinkEnd end, TimeSpan pause, Exception? cause)
    {
        if (cause is null)
        {
            Log.Disconnected(_logger, end.CloseCode, pause);
        }
        else
        {
            Log.Unreachable(_logger, pause, cause);
        }
    }

    internal override void Failed(LinkFailure failure, Exception? cause)
    {
        switch (failure)
        {
            case LinkFailure.CredentialsRefused:
                Log.CredentialsRefused(_logger);
                break;

            case LinkFailure.Replaced:
                Log.Replaced(_logger);
                break;

            case LinkFailure.Closed:
                Log.Closed(_logger);
                break;

            case LinkFailure.Faulted:
                Log.Faulted(_logger, cause);
                break;
        }

        contexts.LinkLost();
    }

    internal override Exception ToException(LinkFailure failure) => Complaints.Of(failure);

    private void Receive(LinkSession session, VendorError message)
    {
        WireError error = message.Error;
        if ((message.ContextId ?? message.Id) is { } contextId)
        {
            if (OutcomeReader.IsExpiry(error))
            {
                Deliver(contextId, new AuthenticationOutcome.Expired());
            }
            else
            {
                contexts.Fail(contextId, error);
            }

            return;
        }

        Log.StrayError(_logger, error.Code);
        session.Refuse(error);
    }

    private void Deliver(string contextId, AuthenticationOutcome outcome)
    {
        switch (contexts.Deliver(contextId, outcome))
        {
            case PendingContexts.Delivery.HandedOverBefore:
                AcknowledgeAgain(contextId);
                break;

            case PendingContexts.Delivery.NoRoom:
                Log.UnclaimedDropped(_logger);
                break;
        }
    }
}
