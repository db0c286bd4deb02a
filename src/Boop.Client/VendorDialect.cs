using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;
using Microsoft.Extensions.Logging;

namespace Boop.Client;

/// <summary>The vendor's side of a socket: turns frames into what the waiting calls are told. Runs on the read loop.</summary>
internal sealed partial class VendorDialect(BoopClientOptions options, PendingCalls calls) : LinkDialect
{
    private static readonly ReadOnlyMemory<byte> PingFrame = VendorFrames.Encode(new Ping());

    private static readonly string[] Features = ["progress"];

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<BoopClient>();

    /// <summary>Takes the ids of outcomes that came again though they had been handed over.</summary>
    internal Action<string> AcknowledgeAgain { get; set; } = static _ => { };

    internal override bool IsUrgent => !calls.IsEmpty;

    internal override ReadOnlyMemory<byte> Authenticate(long attempt) =>
        VendorFrames.Encode(new Authenticate(options.VendorId, options.ApiKey)
        {
            Features = Features,
            Instance = options.Instance,
            Attempt = attempt,
        });

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

            case ContextUpdate update:
                var status = new ContextStatus(update.ContextId, update.State)
                {
                    ExpiresIn = TimeSpan.FromMilliseconds(update.ExpiresInMs),
                    TerminalId = update.TerminalId,
                };
                calls.Find(update.Id)?.Deliver(status);
                calls.Report(status);
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

    internal override void Lost(LinkSession session) => calls.LinkLost();

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

        calls.LinkLost();
    }

    internal override Exception ToException(LinkFailure failure) => Complaints.Of(failure);

    private void Receive(LinkSession session, VendorError message)
    {
        WireError error = message.Error;
        PendingCall? call = calls.Find(message.Id);
        if (OutcomeReader.IsExpiry(error) && (message.ContextId ?? call?.ContextId) is { } expired)
        {
            Deliver(expired, new AuthenticationOutcome.Expired());
        }
        else if (call is not null)
        {
            call.Deliver(new CallReply.Failed(error));
        }
        else if (PendingCall.IsId(message.Id))
        {
            // Whoever sent that message waits no longer; that others wait for the same context does not make it theirs.
            Log.StrayError(_logger, error.Code);
        }
        else if (message.ContextId is { } contextId)
        {
            calls.Fail(contextId, error);
        }
        else
        {
            Log.StrayError(_logger, error.Code);
            session.Refuse(error);
        }
    }

    private void Deliver(string contextId, AuthenticationOutcome outcome)
    {
        switch (calls.Deliver(contextId, outcome))
        {
            case Arrival.HandedOverBefore:
                AcknowledgeAgain(contextId);
                break;

            case Arrival.NoRoom:
                Log.UnclaimedDropped(_logger);
                break;
        }
    }
}
