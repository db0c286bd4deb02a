using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;
using Microsoft.Extensions.Logging;

namespace Boop.Client;

/// <summary>The vendor's side of a socket: turns frames into what the waiting calls are told. Runs on the read loop.</summary>
internal sealed partial class VendorDialect(BoopClientOptions options, PendingContexts contexts, PendingInquiries inquiries) : LinkDialect
{
    private static readonly ReadOnlyMemory<byte> PingFrame = VendorFrames.Encode(new Ping());

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<BoopClient>();

    /// <summary>Takes the ids of outcomes that came again though they had been handed over.</summary>
    internal Action<string> AcknowledgeAgain { get; set; } = static _ => { };

    internal override bool IsUrgent => !contexts.IsEmpty || !inquiries.IsEmpty;

    internal override ReadOnlyMemory<byte> Authenticate(long attempt) =>
        VendorFrames.Encode(new Authenticate(options.VendorId, options.ApiKey) { Instance = options.Instance, Attempt = attempt });

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
                Deliver(result.ContextId, outcome, inquiries.Find(result.Id));
                break;

            case VendorError error:
                Receive(session, error, inquiries.Find(error.Id));
                break;

            case ContextUpdate update:
                inquiries.Find(update.Id)?.Deliver(new ContextStatus(update.ContextId, update.State)
                {
                    ExpiresIn = TimeSpan.FromMilliseconds(update.ExpiresInMs),
                    TerminalId = update.TerminalId,
                });
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

    internal override void Lost(LinkSession session) => LinkLost();

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

        LinkLost();
    }

    internal override Exception ToException(LinkFailure failure) => Complaints.Of(failure);

    private void LinkLost()
    {
        contexts.LinkLost();
        inquiries.LinkLost();
    }

    private void Receive(LinkSession session, VendorError message, PendingInquiry? inquiry)
    {
        WireError error = message.Error;
        if (inquiry is not null && !OutcomeReader.IsExpiry(error))
        {
            inquiry.Deliver(new InquiryReply.Failed(error));
        }
        else if ((message.ContextId ?? message.Id) is { } contextId)
        {
            if (OutcomeReader.IsExpiry(error))
            {
                Deliver(contextId, new AuthenticationOutcome.Expired(), inquiry);
            }
            else
            {
                contexts.Fail(contextId, error);
            }
        }
        else
        {
            Log.StrayError(_logger, error.Code);
            session.Refuse(error);
        }
    }

    private void Deliver(string contextId, AuthenticationOutcome outcome, PendingInquiry? inquiry)
    {
        inquiry?.Deliver(outcome);
        switch (contexts.Deliver(contextId, outcome, isAnswer: inquiry is not null))
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
