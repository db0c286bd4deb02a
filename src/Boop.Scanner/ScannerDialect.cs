using System.Buffers;
using Boop.Links;
using Boop.Protocol;
using Boop.Protocol.Scanner;
using Microsoft.Extensions.Logging;

namespace Boop.Scanner;

/// <summary>The scanner's side of a socket: turns frames into offers and answers. Runs on the read loop.</summary>
internal sealed partial class ScannerDialect(ScannerClientOptions options, OfferBook offers) : LinkDialect
{
    // Far more than the widest scanner can have open: whoever is that late has stopped reading.
    private const int MostUnreadEvents = 8 * ProtocolLimits.MaxScannerCapacity;
    private static readonly ReadOnlyMemory<byte> PingFrame = Encode(new ScannerPing());

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<ScannerClient>();

    internal override bool IsUrgent => offers.IsAwaiting;

    internal static ReadOnlyMemory<byte> Encode(ScannerClientMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        ScannerClientCodec.Encode(message, frame);
        return frame.WrittenMemory;
    }

    internal override ReadOnlyMemory<byte> Authenticate(long attempt) =>
        Encode(new ScannerAuthenticate(options.ScannerId, options.ScannerKey) { Capacity = options.Capacity });

    internal override ReadOnlyMemory<byte> Ping() => PingFrame;

    internal override void Receive(LinkSession session, ReadOnlySpan<byte> frame)
    {
        switch (ScannerServerCodec.Decode(frame).Message)
        {
            case ScannerAuthenticated authenticated:
                session.Accept(TimeSpan.FromMilliseconds(ProtocolLimits.HeartbeatIntervalMs));
                Log.Connected(_logger, authenticated.TerminalId);
                break;

            case Offer offer:
                offers.Open(offer, session);
                session.Hurry();
                if (offers.Events.Count > MostUnreadEvents)
                {
                    Log.NotRead(_logger);
                    session.Abort();
                }

                break;

            case Withdrawn withdrawn:
                offers.Withdraw(withdrawn.OfferId, withdrawn.Reason);
                break;

            case ScanResult result:
                offers.Answer(result);
                break;

            case ScannerError { Error: var error } message:
                Log.ErrorAnswered(_logger, error.Code);
                if ((message.OfferId ?? message.Id) is { } offerId)
                {
                    offers.Fail(offerId, error);
                }
                else
                {
                    session.Refuse(error);
                }

                break;

            case ScannerPong:
                break;

            default:
                Log.BadFrame(_logger, frame.Length);
                break;
        }
    }

    internal override void Started(LinkSession session)
    {
        // The network offers by itself.
    }

    internal override void Lost(LinkSession session) => offers.LinkLost();

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

        offers.LinkLost();
    }

    internal override Exception ToException(LinkFailure failure) => failure switch
    {
        LinkFailure.CredentialsRefused => new ScannerException(
            "INVALID_CREDENTIALS",
            isTransient: false,
            "The network refused the scanner id or the key. Check both; " +
            "this client tries them again 15 minutes after the refusal, a new client at once."),
        LinkFailure.Replaced => new ScannerException(
            "SESSION_REPLACED",
            isTransient: false,
            "Another connection of this scanner took over. Stop the other one, or call ConnectAsync to take over again."),
        LinkFailure.Closed => new ScannerException(
            "CONNECTION_CLOSED", isTransient: true, "The network closed the connection for good. Call ConnectAsync to come back."),
        LinkFailure.Disposed => new ObjectDisposedException(nameof(ScannerClient)),
        _ => new ScannerException(
            "CLIENT_FAULT",
            isTransient: true,
            "The client's connection loop ended by a fault of the library; the log has it. Call ConnectAsync to begin anew."),
    };
}
