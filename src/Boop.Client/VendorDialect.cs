using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Vendor;
using Microsoft.Extensions.Logging;

namespace Boop.Client;

/// <summary>The vendor's side of a socket: turns frames into what the waiting calls are told. Runs on the read loop.</summary>
internal sealed partial class VendorDialect(
    BoopClientOptions options, PendingCalls calls, Pacer pacer, ConnectionFeed connection) : LinkDialect
{
    private static readonly ReadOnlyMemory<byte> PingFrame = VendorFrames.Encode(new Ping());

    private static readonly string[] Features = ["progress"];

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<BoopClient>();
    private string _key = options.ApiKey ?? "";

    /// <summary>Takes the ids of outcomes that came again though they had been handed over.</summary>
    internal Action<string> AcknowledgeAgain { get; set; } = static _ => { };

    internal override bool IsUrgent => !calls.IsEmpty;

    internal override void Connecting() => connection.Connecting();

    internal override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.ApiKeyProvider is { } provider)
        {
            _key = await ApiKeys.AskAsync(provider, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override ReadOnlyMemory<byte> Authenticate(long attempt)
    {
        pacer.Authenticating();
        return VendorFrames.Encode(new Authenticate(options.VendorId, _key)
        {
            Features = Features,
            Instance = options.Instance,
            Attempt = attempt,
        });
    }

    internal override ReadOnlyMemory<byte> Ping()
    {
        pacer.Pinging();
        return PingFrame;
    }

    internal override void Receive(LinkSession session, ReadOnlySpan<byte> frame)
    {
        VendorServerMessage? message = VendorServerCodec.Decode(frame).Message;
        if (calls.Find(message?.Id)?.Slot is { } slot)
        {
            pacer.Messages.HeardUpTo(slot);
        }

        switch (message)
        {
            case Authenticated authenticated:
                pacer.Authenticated(authenticated.Limits);
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
                pacer.Contexts.Heard(update.ContextId);
                break;

            case Pong:
                pacer.Ponged();
                break;

            default:
                Log.BadFrame(_logger, frame.Length);
                break;
        }
    }

    // Every waiting call sends for itself.
    internal override void Started(LinkSession session) => connection.Connected();

    internal override void Lost(LinkSession session) => calls.LinkLost();

    internal override void Pausing(LinkEnd end, TimeSpan pause, Exception? cause)
    {
        ClientTelemetry.Reconnecting(connection.Pausing(end, pause, cause).Reason);
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
        connection.Failed(failure);
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
        pacer.Contexts.Heard(contextId);
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
